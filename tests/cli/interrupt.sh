# Interrupted: dies by the signal, whole lines on standard output, no half file under --output.
mkfifo in
"$CALQUE" clean --from=jsonl --to=jsonl --output=result.jsonl - <in &
pid=$!
exec 3>in
printf '{"id": "first", "text": "Il pleut."}\n' >&3
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do ls | grep -q '^result' && break; sleep 0.1; done
kill -TERM $pid
wait $pid 2>/dev/null
echo "status $?"
ls
