# Everything that is misspelled is named, with what was probably meant; status 2.
for words in "check --jbos=3" "chekc" "check --to=smarif" "check --jobs" "check --jobs=many" "check --jobs=9999" \
  "summarize --to=sarif" "check --sentences=3" "--sentences=3 check" "check -x" "check --quiet=yes" \
  "summarize --words=3 --chars=9" "check --max-article=1" "check --lexicon=a --dictionary-path=b" \
  "explain qoutes" "check --disable=qoutes" "help chekc" "check --zzzzzzzz"; do
  "$CALQUE" $words articles
  echo "$words: $?"
done
