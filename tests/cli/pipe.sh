# Killed by SIGPIPE when nobody reads on, although the input never ends; the first result comes
# before the last article is read.
endless() { while :; do printf '{"id": "a", "text": "Il pleut sur la ville."}\n'; done; }
{ endless | timeout 20 "$CALQUE" clean --from=jsonl --to=jsonl -; echo "status $?" >&2; } | head -n 1
mkfifo in
{ timeout 20 "$CALQUE" clean --from=jsonl --to=jsonl - <in | cat >out; } &
exec 3>in
for i in $(seq 200); do printf '{"id": "a%d", "text": "Il pleut."}\n' $i; done >&3
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do test -s out && break; sleep 0.1; done
head -n 1 out
exec 3>&-
wait
