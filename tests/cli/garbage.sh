# Bytes that are no text are refused by name, and nothing else happens.
head -c 4096 "$CALQUE" >program
"$CALQUE" check --to=jsonl program articles/nearly-empty.txt | wc -l
"$CALQUE" check program
