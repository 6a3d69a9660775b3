# The same bytes whatever the number of threads, messages included.
for form in jsonl html sarif terminal; do
  "$CALQUE" check --to=$form --jobs=1 articles missing.txt >one 2>one.err
  "$CALQUE" check --to=$form --jobs=8 articles missing.txt >eight 2>eight.err
  cmp one eight && cmp one.err eight.err && echo "$form: same"
done
