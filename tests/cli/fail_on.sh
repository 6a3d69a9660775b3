# --fail-on gives status 1 only when it is asked and reached.
printf '{"id": "a", "text": "Il pleut sur la ville."}\n' >good.jsonl
"$CALQUE" check -q --to=jsonl good.jsonl >/dev/null; echo $?
"$CALQUE" check -q --to=jsonl --fail-on=suspect good.jsonl >/dev/null; echo $?
"$CALQUE" check -q --to=jsonl --fail-on=suspect articles/*-mt-1.txt >all; echo $?
grep -c '"verdict": "good"' all | grep -qx 0 || echo "some are good"
"$CALQUE" check -q --fail-on=poor missing.txt; echo $?
