# "-" is standard input, which is also read when nothing is named; its id is "-".
printf 'Il pleut.\n' | "$CALQUE" clean --to=jsonl -
printf 'Il pleut.\n' | "$CALQUE" clean --to=jsonl
printf 'Il pleut.\n' | "$CALQUE" --to=jsonl clean -- -
