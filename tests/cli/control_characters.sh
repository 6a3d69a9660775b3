# Nothing of an article, its name or its id steers a terminal.
printf 'Un titre\033[31m rouge\n\nIl pleut\033]0;pris\007 sur la ville\302\233\302\205 et \342\200\256la campagne.\n' >"$(printf 'z\033[1mb.txt')"
for form in terminal lines markdown json jsonl sarif html; do
  "$CALQUE" check -q --to=$form z* | LC_ALL=C grep -c "$(printf '[\001-\010\013-\037\177]')"
done
"$CALQUE" clean z* | LC_ALL=C grep -c "$(printf '[\001-\010\013-\037\177]')"
"$CALQUE" summarize z* | LC_ALL=C grep -c "$(printf '[\001-\010\013-\037\177]')"
rm z*
"$CALQUE" clean "$(printf 'missing\033[1m')"
exit 0
