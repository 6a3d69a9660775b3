#!/bin/sh
# Opens the pages that calque writes in a headless Chromium: nothing on the console (a style or script
# that the content security policy keeps out would be there), every link inside the page leads
# somewhere, the text of the page is the text of the article, each mark can be reached with Tab.
#
#   make test-browser      or: CALQUE=build/calque tests/browser/run.sh
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
passed=0 failed=0 width=1200

say() { # name, what is wrong (empty: nothing)
  if test -z "$2"; then echo "ok $1"; passed=$((passed + 1))
  else echo "FAIL $1: $2"; failed=$((failed + 1)); fi
}
dump() { # page: its DOM as the browser sees it on standard output, the console on standard error
  timeout 60 $browser --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --window-size=$width,900 --disable-background-networking --disable-component-update --disable-sync --enable-logging=stderr \
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

# A copy of the page that looks at itself and writes what is wrong where the title was: the script of
# the test needs the policy out of the way, which open_page has tried. Nothing is wider than a phone;
# every link, fold and mark takes the focus, in the order of the page; words differ from their paper.
look_at() { # name, page, width, dark|light, more script
  sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' "$2" >"$work/look.html"
  test "$4" = dark && sed -i 's/prefers-color-scheme: dark/min-width: 1px/' "$work/look.html"
  cat >>"$work/look.html" <<'JS'
<script>
var wrong = [];
function say(x) { wrong.push(x); }
function light(color) {
  var c = color.match(/[\d.]+/g).map(Number), l = [0.2126, 0.7152, 0.0722], sum = 0;
  for (var i = 0; i < 3; i++) { var v = c[i] / 255; sum += l[i] * (v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)); }
  return sum;
}
function paper(e) {
  for (; e; e = e.parentElement) { var c = getComputedStyle(e).backgroundColor; if (c.match(/[\d.]+/g).map(Number)[3] !== 0) return c; }
  return "rgb(255, 255, 255)";
}
function contrast(e) {
  var a = light(getComputedStyle(e).color), b = light(paper(e));
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
if (document.documentElement.scrollWidth > innerWidth) say("wider than " + innerWidth + ": " + document.documentElement.scrollWidth);
if (innerWidth <= 500) { // the narrowest window here; a phone may have 320
  document.body.style.maxWidth = "320px";
  if (document.body.scrollWidth > 320) say("wider than a phone: " + document.body.scrollWidth);
  document.body.style.maxWidth = "";
}
document.querySelectorAll("a[href], summary").forEach(function (e) {
  if (e.closest("details:not([open])") && e.tagName !== "SUMMARY") return;
  if (e.tabIndex < 0 || !e.getClientRects().length) return;
  e.focus(); if (document.activeElement !== e) say("no focus: " + e.outerHTML.slice(0, 60));
});
["p", "h1", "h2", "h3", "li", "a", ".chip", ".kicker", ".tag", ".when", ".claimant", "code", "ins", "figcaption", ".labels span", "footer", "mark"].forEach(function (q) {
  var e = document.querySelector(q); if (e && contrast(e) < 4.5) say("pale: " + q + " " + contrast(e).toFixed(1));
});
var bars = document.querySelector("figure svg");
if (bars && (bars.getBoundingClientRect().height < 20 || !bars.querySelector("title").textContent || !bars.querySelector("desc").textContent)) say("the picture says nothing");
JS
  printf '%s\ndocument.documentElement.setAttribute("data-wrong", wrong.length ? wrong[0] : "nothing");</script>\n' "$5" >>"$work/look.html"
  width=$3
  dump "$work/look.html" >"$work/dom" 2>/dev/null
  found=$(sed -n 's/.*data-wrong="\([^"]*\)".*/\1/p' "$work/dom" | head -n 1)
  say "$1 at $3, $4" "$(test "$found" = nothing || echo "${found:-the script did not run}")"
}

press_n='var first = document.querySelector("mark a:not([tabindex])"); if (document.activeElement) document.activeElement.blur(); document.dispatchEvent(new KeyboardEvent("keydown", { key: "n" })); if (document.activeElement !== first) say("n does not go to the first finding");'
marks_differ='["major", "minor"].forEach(function (s) { var m = document.querySelector("mark." + s + " a"), l = document.querySelector(".findings li." + s); if (m && l && getComputedStyle(m).borderBottomColor !== getComputedStyle(l).borderLeftColor) say(s + ": mark and entry have different colors"); });'
"$CALQUE" digest -q --to=html --output="$work/digest.html" "$root/tests/articles"
open_page digest "$work/digest.html"
sample=$root/build/release/tests/test_forms # has disputes, topics, a follow-up, resolved days
if test -x "$sample" && (cd "$root" && SAMPLE_PAGE=$work/sample.html "$sample" >/dev/null 2>&1) && test -s "$work/sample.html"; then
  open_page "sample day" "$work/sample.html"
else sample=; fi
"$CALQUE" digest -q --ui=en --to=html --output="$work/digest-en.html" "$root/tests/articles"
open_page "digest in English" "$work/digest-en.html"
"$CALQUE" summarize -q --to=html --output="$work/summaries.html" "$root/tests/articles"
open_page summaries "$work/summaries.html"
"$CALQUE" summarize -q --explain --compress --to=html --output="$work/explained.html" "$root"/tests/articles/*-good-1.txt
open_page "explained summaries" "$work/explained.html"
# English beside the French: by a server of our own that answers right, and one that changes a number.
server=$root/build/release/tests/hostile
if test -x "$server"; then
  mkfifo "$work/hold"
  "$server" "$root/tests/http/parallel.tsv" "$work/requests" <"$work/hold" >"$work/port" &
  exec 9>"$work/hold" # it lives as long as we hold this
  while ! test -s "$work/port"; do sleep 0.05; done
  for plan in ok digit; do
    OLLAMA_HOST=http://127.0.0.1:$(cat "$work/port")/$plan OLLAMA_MODEL=oracle-1 "$CALQUE" english -q --no-cache \
      --provider=ollama --to=html --output="$work/english-$plan.html" "$root/tests/http/article.txt" 2>/dev/null
    open_page "English, $plan" "$work/english-$plan.html"
  done
  say "English says what is wrong" "$(grep -q 'class="[^"]*major' "$work/english-digit.html" || echo 'no finding')"
else server=; fi
for light in light dark; do
  for wide in 500 1300; do
    look_at check "$work/check.html" $wide $light "$marks_differ $press_n"
    look_at digest "$work/digest.html" $wide $light ''
    test -z "$sample" || look_at "sample day" "$work/sample.html" $wide $light ''
    look_at "explained summaries" "$work/explained.html" $wide $light ''
    test -z "$server" || look_at English "$work/english-digit.html" $wide $light ''
  done
done
echo "$passed passed, $failed failed"
test $failed -eq 0
