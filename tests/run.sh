#!/bin/sh
# Every test of one build: unit programs, fuzz corpora replayed, the specification of the checks (a
# unit program too), the command line, the whole program against the hostile server.
#
#   tests/run.sh build/release
#
# Prints what fails, a line for each group, and last "N passed, N failed"; status 1 when any failed.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:-build/release}
case $build in /*) ;; *) build=$PWD/$build ;; esac
: "${CALQUE_LEXICON:=$PWD/build/calque.lex}"
export CALQUE_LEXICON
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
passed=0 failed=0

count() { # group, passed, failed: adds up and prints the line
  passed=$((passed + $2)) failed=$((failed + $3))
  printf '%-28s %5d passed %5d failed\n' "$1" "$2" "$3"
}

unit() { # cmocka's words; a program that dies counts as one failure
  "$1" >"$log" 2>&1
  status=$?
  good=$(grep -c '^\[       OK \]' "$log")
  bad=$(sed -n 's/^\[  FAILED  \] \([0-9][0-9]*\) test(s).*/\1/p' "$log" | tail -n 1)
  test $status -eq 0 && bad=0 || bad=${bad:-1}
  test "$bad" -eq 0 || grep -v '^\[ RUN\|^\[       OK' "$log"
  count "$(basename "$1")" "$good" "$bad"
}

for program in "$build"/tests/test_*; do
  test -x "$program" && test -e "tests/unit/$(basename "$program").c" && unit "$program"
done

for program in "$build"/tests/fuzz_*; do
  test -x "$program" && test -e "tests/fuzz/$(basename "$program").c" || continue
  if "$program" >"$log" 2>&1; then count "$(basename "$program")" 1 0
  else cat "$log"; count "$(basename "$program")" 0 1; fi
done

CALQUE=$build/calque tests/cli/run.sh >"$log" 2>&1
grep -v '^ok ' "$log"
count "command line" "$(grep -c '^ok ' "$log")" "$(grep -c '^FAIL ' "$log")"

tests/http/run.sh "$build" >"$log" 2>&1
grep -v '^ok ' "$log"
count "hostile services" "$(grep -c '^ok ' "$log")" "$(grep -c '^FAIL ' "$log")"

echo "$passed passed, $failed failed"
test "$failed" -eq 0 && test "$passed" -gt 0
