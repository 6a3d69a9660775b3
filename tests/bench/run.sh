#!/bin/sh
# How fast calque is, beside programs that know less, in the same run: medians of five. Machine
# figures are noisy; the ratios are what counts.
#
#   tests/bench/run.sh build/calque        (make bench)
#
# The text: the sample articles, repeated to about a million words.
set -u
calque=${1:-build/calque}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

for f in tests/articles/*-good-*.txt; do
  case $f in *windows-1252*) continue ;; esac
  awk '{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, " "); printf "%s\\n", $0 }' "$f" >>"$work/one"
  printf '\n' >>"$work/one"
done
i=0
while [ $i -lt 280 ]; do
  awk -v i=$i '{ printf "{\"id\": \"%d-%d\", \"text\": \"%s\"}\n", i, NR, $0 }' "$work/one"
  i=$((i + 1))
done >"$work/articles.jsonl"
sed 's/\\n/ /g; s/^.*"text": "//' "$work/articles.jsonl" | tr -s ' ' '\n' >"$work/words"
words=$(wc -l <"$work/words")
articles=$(wc -l <"$work/articles.jsonl")
head -n 1 "$work/articles.jsonl" >"$work/first.jsonl"

median_ms() { # command line: milliseconds of the third fastest of five runs
  for _ in 1 2 3 4 5; do
    start=$(date +%s%N)
    sh -c "$1" >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 1000))
  done | sort -n | sed -n 3p
}

report() { # name, microseconds
  awk -v name="$1" -v us="$2" -v words="$words" -v articles="$articles" 'BEGIN {
    printf "%-34s %9.0f ms %8.2f M words/s %9.0f articles/s\n", name, us / 1000, words / us, articles * 1e6 / us }'
}

echo "$words words in $articles articles"
report "calque check, one core" "$(median_ms "$calque check -j1 --from=jsonl --to=jsonl $work/articles.jsonl")"
report "calque check, all cores" "$(median_ms "$calque check --from=jsonl --to=jsonl $work/articles.jsonl")"
report "calque summarize, one core" "$(median_ms "$calque summarize -j1 --from=jsonl --to=jsonl $work/articles.jsonl")"
report "calque clean, one core" "$(median_ms "$calque clean -j1 --from=jsonl --to=jsonl $work/articles.jsonl")"
report "calque digest, one core" "$(median_ms "$calque digest -j1 --from=jsonl --to=json $work/articles.jsonl")"
if command -v hunspell >/dev/null; then
  report "hunspell -l, one word a line" "$(median_ms "hunspell -d fr -l $work/words")"
fi
if command -v aspell >/dev/null && aspell dicts 2>/dev/null | grep -qx fr; then
  report "aspell list" "$(median_ms "aspell --lang=fr --encoding=utf-8 list <$work/words")"
fi
awk -v us="$(median_ms "$calque check --from=jsonl --to=jsonl $work/first.jsonl")" 'BEGIN {
  printf "%-34s %9.1f ms\n", "one article, cold process", us / 1000 }'
