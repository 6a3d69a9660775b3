# Fields that calque does not know come out as they came in; its own are not doubled.
printf '{"lang":"fr","id":"a","text":"Il pleut.","n":1.50,"big":12345678901234567890,"score":7,"meta":{"a":[1,"}"]}}\n' >in
"$CALQUE" clean --from=jsonl --to=jsonl in
"$CALQUE" check --from=jsonl --to=jsonl in
