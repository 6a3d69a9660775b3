# Each input that cannot be read is named; the others are done (3). None at all: 4.
"$CALQUE" clean --to=jsonl missing.txt articles/nearly-empty.txt also-missing.txt | wc -l
"$CALQUE" clean missing.txt
echo $?
"$CALQUE" clean missing.txt articles/nearly-empty.txt >/dev/null
