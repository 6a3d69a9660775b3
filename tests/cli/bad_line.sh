# A record that is not JSON is named with its line; those around it are done.
printf '{"id": "a", "text": "Il pleut."}\n{"id": "b", "text"\n{"id": "c", "text": "Il neige."}\n' >in.jsonl
"$CALQUE" clean --to=jsonl in.jsonl
