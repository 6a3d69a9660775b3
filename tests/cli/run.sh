#!/bin/sh
# Runs the program as users do. A case is tests/cli/NAME.sh: a script whose standard output must be
# NAME.out, whose standard error NAME.err (empty where there is no such file) and whose exit status
# NAME.status (0 where there is none). It starts in an empty folder that holds only a link
# `articles` to tests/articles, and calls "$CALQUE".
#
#   CALQUE=build/calque tests/cli/run.sh [--bless] [NAME]...
#
# prints "ok NAME" or "FAIL NAME" and the differences; --bless writes what came out as expected.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
case ${CALQUE:=$root/build/calque} in /*) ;; *) CALQUE=$PWD/$CALQUE ;; esac
case ${CALQUE_LEXICON:=$root/build/calque.lex} in /*) ;; *) CALQUE_LEXICON=$PWD/$CALQUE_LEXICON ;; esac
export CALQUE CALQUE_LEXICON root
export LC_ALL=C TZ=UTC
unset NO_COLOR CALQUE_TOPICS CALQUE_JOBS CALQUE_COLOR CALQUE_DISABLE CALQUE_WORDS CALQUE_VARIANT CALQUE_DICTIONARIES CALQUE_MAX_ARTICLE CALQUE_SEED 2>/dev/null

bless=no
test "${1-}" = --bless && { bless=yes; shift; }
test $# -gt 0 || set -- $(cd "$here" && ls *.sh | sed 's/\.sh$//' | grep -vx run)

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
failed=0

expected() { # the file, or nothing
  if test -e "$here/$name.$1"; then cat "$here/$name.$1"; elif test "$1" = status; then echo 0; fi
}
write_expected() { # suffix, unless it is what holds without a file
  if test "$1" = status && test "$(cat "$work/status")" = 0; then rm -f "$here/$name.status"
  elif test "$1" = err && ! test -s "$work/err"; then rm -f "$here/$name.err"
  else cp "$work/$1" "$here/$name.$1"; fi
}

for name; do
  mkdir "$work/in" && ln -s "$root/tests/articles" "$work/in/articles"
  (cd "$work/in" && HOME=$work/in sh "$here/$name.sh") >"$work/out" 2>"$work/err" </dev/null
  echo $? >"$work/status"
  if test $bless = yes; then
    for part in out err status; do write_expected $part; done
  fi
  : >"$work/diff"
  for part in out err status; do
    expected $part | diff -u --label "$name.$part" --label "what came out" - "$work/$part" >>"$work/diff"
  done
  if test -s "$work/diff"; then
    echo "FAIL $name"
    sed 's/^/  /' "$work/diff"
    failed=1
  else
    echo "ok $name"
  fi
  chmod -R u+rwx "$work/in" && rm -rf "$work/in"
done
exit $failed
