# Larger articles are skipped and named, the rest go on.
{ printf '{"id": "a", "text": "Il pleut."}\n{"id": "b", "text": "'; head -c 5000 /dev/zero | tr '\0' x
  printf '"}\n{"id": "c", "text": "Il neige."}\n'; } >in.jsonl
"$CALQUE" clean --max-article=2K --to=jsonl in.jsonl
