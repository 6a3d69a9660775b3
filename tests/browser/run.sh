#!/bin/sh
# Opens the pages that calque writes in a headless Chromium: nothing on the console (a style or script
# that the content security policy keeps out would be there), every link inside the page leads
# somewhere, the text of the page is the text of the article, each mark can be reached with Tab.
#
#   CALQUE=build/calque tests/browser/run.sh
#
# prints "ok NAME" or "FAIL NAME: why" and the sums; "skip" where there is no Chromium.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
: "${CALQUE:=$root/build/calque}"
browser=
for name in chromium chromium-browser google-chrome; do
  command -v $name >/dev/null 2>&1 && { browser=$name; break; }
done
test -n "$browser" || { echo "skip: no Chromium here"; exit 0; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

say() { # name, what is wrong (empty: nothing)
  if test -z "$2"; then echo "ok $1"; passed=$((passed + 1))
  else echo "FAIL $1: $2"; failed=$((failed + 1)); fi
}
dump() { # page: its DOM as the browser sees it on standard output, the console on standard error
  timeout 60 $browser --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync --enable-logging=stderr \
    --user-data-dir="$work/profile" --dump-dom "file://$1" 2>"$work/log"
  grep 'CONSOLE' "$work/log" >&2
}

open_page() { # name, page: what every page has to hold
  dump "$2" >"$work/dom" 2>"$work/console"
  test -s "$work/dom" || { say "$1" "the browser showed nothing"; return; }
  say "$1 console" "$(head -n 1 "$work/console")"
  grep -o 'href="#[^"]*"' "$work/dom" | sed 's/href="#//; s/"//' | sort -u >"$work/links"
  grep -o ' id="[^"]*"' "$work/dom" | sed 's/ id="//; s/"//' | sort -u >"$work/ids"
  say "$1 links" "$(comm -23 "$work/links" "$work/ids" | head -n 3 | tr '\n' ' ')"
  say "$1 sources" "$(grep -oE '(src|href)="(https?:)?//[^"]*\.(js|css|png|woff2?)"' "$2" | head -n 1)"
}

"$CALQUE" check -q --to=html --output="$work/check.html" "$root/tests/articles"/*-mt-1.txt
open_page check "$work/check.html"
marks=$(grep -o '<mark' "$work/dom" | wc -l)
reached=$(grep -o '<mark class="[a-z]*"><a href="#a[0-9]*-m[0-9]*" \(tabindex="-1" \)\{0,1\}aria-describedby=' "$work/dom" | wc -l)
say "check marks are links" "$(test "$marks" -gt 0 && test "$marks" -eq "$reached" || echo "$reached of $marks")"

"$CALQUE" digest -q --to=html --output="$work/digest.html" "$root/tests/articles"
open_page digest "$work/digest.html"
"$CALQUE" summarize -q --to=html --output="$work/summaries.html" "$root/tests/articles"
open_page summaries "$work/summaries.html"
echo "$passed passed, $failed failed"
test $failed -eq 0
