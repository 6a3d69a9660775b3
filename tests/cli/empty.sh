# No articles is no error; an empty file is an article with nothing in it, or says why it is none.
"$CALQUE" clean --from=jsonl --to=jsonl - </dev/null; echo "jsonl $?"
"$CALQUE" check --from=jsonl --to=json - </dev/null; echo "json $?"
"$CALQUE" check --from=jsonl --to=sarif - </dev/null | tail -n 2; echo "sarif $?"
"$CALQUE" check --from=jsonl --to=html - </dev/null | tail -n 1; echo "html $?"
