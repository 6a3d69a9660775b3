#!/bin/sh
# How fast calque is, beside programs that know less, in the same run: medians of five. Machine
# figures are noisy; the ratios are what counts. Rows of one core are processor time, which other
# programs disturb least; those of all cores and of one cold process are time on the clock.
#
#   tests/bench/run.sh build/calque          (make bench)
#   tests/bench/run.sh build/calque CORPUS   (make bench CORPUS=...: also a digest of 100,000 articles,
#                                             mixed from the .jsonl or .jsonl.gz, and its memory)
#
# The text: the sample articles, repeated to about two million words.
set -u
calque=${1:-build/calque}
corpus=${2:-}
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

for f in tests/articles/*-good-*.txt; do
  case $f in *windows-1252*) continue ;; esac
  awk '{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, " "); printf "%s\\n", $0 }' "$f" >>"$work/one"
  printf '\n' >>"$work/one"
done
i=0
while [ $i -lt 560 ]; do
  awk -v i=$i '{ printf "{\"id\": \"%d-%d\", \"text\": \"%s\"}\n", i, NR, $0 }' "$work/one"
  i=$((i + 1))
done >"$work/articles.jsonl"
sed 's/\\n/ /g; s/^.*"text": "//' "$work/articles.jsonl" | tr -s ' ' '\n' >"$work/words"
words=$(wc -l <"$work/words")
articles=$(wc -l <"$work/articles.jsonl")
head -n 1 "$work/articles.jsonl" >"$work/first.jsonl"

# One article of about so many bytes: the samples one behind the other, each time with other numbers.
long_article() {
  awk -v most="$1" 'BEGIN { printf "{\"id\": \"long\", \"text\": \"" }
    { line[NR] = $0 }
    END { for (k = 0; n < most; k++) for (i = 1; i <= NR && n < most; i++) {
      s = k " " line[i] "\\n"; n += length(s); printf "%s", s } print "\"}" }' "$work/one"
}
long_article 1000000 >"$work/1m.jsonl"
long_article 4000000 >"$work/4m.jsonl"

clock_us() { # command line: microseconds on the clock
  start=$(date +%s%N)
  sh -c "$1" >/dev/null 2>&1
  echo $((($(date +%s%N) - start) / 1000))
}
cpu_us() { # command line: microseconds of processor time, of the program and of the system for it
  sh -c "$1 >/dev/null 2>&1; times" | awk 'NR == 2 { gsub(/s/, ""); for (i = 1; i <= 2; i++) {
    split($i, t, "m"); sum += 60 * t[1] + t[2] } printf "%.0f\n", sum * 1e6 }'
}
median() { # clock_us or cpu_us, command line: the third of five runs
  for _ in 1 2 3 4 5; do "$1" "$2"; done | sort -n | sed -n 3p
}
report() { # name, microseconds
  awk -v name="$1" -v us="$2" -v words="$words" -v articles="$articles" 'BEGIN {
    printf "%-34s %9.0f ms %8.2f M words/s %9.0f articles/s\n", name, us / 1000, words / us, articles * 1e6 / us }'
}
report_ms() { awk -v name="$1" -v us="$2" 'BEGIN { printf "%-34s %9.1f ms\n", name, us / 1000 }'; }

echo "$words words in $articles articles"
report "calque check, one core" "$(median cpu_us "$calque check -j1 --from=jsonl --to=jsonl $work/articles.jsonl")"
report "calque check, all cores" "$(median clock_us "$calque check --from=jsonl --to=jsonl $work/articles.jsonl")"
report "calque summarize, one core" "$(median cpu_us "$calque summarize -j1 --from=jsonl --to=jsonl $work/articles.jsonl")"
report "calque clean, one core" "$(median cpu_us "$calque clean -j1 --from=jsonl --to=jsonl $work/articles.jsonl")"
report "calque digest, one core" "$(median cpu_us "$calque digest -j1 --from=jsonl --to=json $work/articles.jsonl")"
if command -v hunspell >/dev/null; then
  report "hunspell -l, one word a line" "$(median cpu_us "hunspell -d fr -l $work/words")"
fi
if command -v aspell >/dev/null && aspell dicts 2>/dev/null | grep -qx fr; then
  report "aspell list" "$(median cpu_us "aspell --lang=fr --encoding=utf-8 list <$work/words")"
fi
report_ms "summarize one article of 1 MB" "$(median cpu_us "$calque summarize -j1 --from=jsonl --to=jsonl $work/1m.jsonl")"
report_ms "summarize one article of 4 MB" "$(median cpu_us "$calque summarize -j1 --from=jsonl --to=jsonl $work/4m.jsonl")"
report_ms "one article, cold process" "$(median clock_us "$calque check --from=jsonl --to=jsonl $work/first.jsonl")"

test -n "$corpus" || exit 0
python3 "$here/mix.py" "$corpus" >"$work/many.jsonl" || exit 1
report_ms "digest of 100,000 articles, one core" \
  "$(cpu_us "$calque digest -j1 --from=jsonl --to=json -o $work/day.json $work/many.jsonl & pid=\$!
    while kill -0 \$pid 2>/dev/null; do sed -n 's/^VmHWM: *//p' /proc/\$pid/status >>$work/peak; sleep 1; done; wait \$pid")"
printf '%-34s %s\n' "its peak of memory" "$(sort -n "$work/peak" | tail -n 1)"
