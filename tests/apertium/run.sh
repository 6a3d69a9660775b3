#!/bin/sh
# The real Apertium, by its program and by its server on 127.0.0.1, where both are installed: sample
# articles, a long one that the server would cut, and the developers' seeds where they are at hand.
#
#   CALQUE=build/calque tests/apertium/run.sh
#
# prints "ok NAME", "FAIL NAME", or "skipped: why"; status 1 when anything failed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
case ${CALQUE:=$root/build/calque} in /*) ;; *) CALQUE=$PWD/$CALQUE ;; esac
case ${CALQUE_LEXICON:=$root/build/calque.lex} in /*) ;; *) CALQUE_LEXICON=$PWD/$CALQUE_LEXICON ;; esac
python=/usr/bin/python3 # Debian's, which has apertium_apy

apertium -l 2>/dev/null | grep -q fra-cat || { echo "skipped: apertium-fra-cat is not installed"; exit 0; }

work=$(mktemp -d) || exit 1
trap 'exec 9>&-; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
failed=0
run() { env -i PATH="$PATH" HOME="$work" CALQUE_LEXICON="$CALQUE_LEXICON" APERTIUM_APY_URL="${url-}" "$CALQUE" english -q --no-cache --timeout=300 "$@"; }
check() { if test "$2" = "$3"; then echo "ok $1"; else echo "FAIL $1: '$2' should be '$3'"; failed=1; fi; }
english() { sed -n 's/.*"english": "\(.*\)", "kind".*/\1/p'; }
paragraphs() { english | sed 's/\\n\\n/\n/g' | wc -l; }

article=$root/tests/articles/lorne-crue-good-1.txt
lines=$(grep -c . "$article")
$python - >"$work/long.txt" <<'END'
for i in range(1, 701):
    print(f"Le maire du village numéro {i + 1000} a fermé le pont pendant {i % 90 + 10} jours.", end="\n\n" if i % 20 == 0 else " ")
END

# Every route: as many paragraphs as there were, numbers and names there, labelled as a gist.
routes() { # provider
  run --provider="$1" --to=jsonl "$article" >"$work/a.jsonl"
  check "$1: status" $? 0
  check "$1: paragraphs" "$(paragraphs <"$work/a.jsonl")" "$lines"
  check "$1: a number" "$(english <"$work/a.jsonl" | grep -c '3,200')" 1
  check "$1: a gist" "$(grep -c '"gist": true' "$work/a.jsonl")" 1
  run --provider="$1" --to=jsonl "$work/long.txt" >"$work/long.jsonl"
  check "$1: 50 kB, all of it" "$(english <"$work/long.jsonl" | grep -oE '\b[12][0-9]{3}\b' | sort -u | wc -l)" 700
  check "$1: 50 kB, paragraphs" "$(paragraphs <"$work/long.jsonl")" 35
  for seed in "$root"/../shared/corpus/seeds/*.txt; do
    test -e "$seed" || continue
    run --provider="$1" --to=jsonl "$seed" >"$work/seed.jsonl"
    check "$1: $(basename "$seed")" $? 0
    check "$1: $(basename "$seed"), its English" "$(test "$(english <"$work/seed.jsonl" | wc -w)" -gt 150 && echo long)" long
  done
}

routes local

if $python -c 'import apertium_apy, tornado' 2>/dev/null; then
  mkfifo "$work/in" "$work/port"
  LC_ALL=C.UTF-8 $python "$here/loopback.py" <"$work/in" >"$work/port" 2>"$work/apy.log" &
  exec 9>"$work/in"
  read -r port <"$work/port"
  url=http://127.0.0.1:$port
  for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    $python -c "import urllib.request as u; u.urlopen('$url/listPairs')" 2>/dev/null && break
    sleep 1
  done
  check "apy listens on 127.0.0.1 alone" "$($python - "$port" <<'END'
import sys
port = "%04X" % int(sys.argv[1])
rows = [line.split()[1:4] for name in ("tcp", "tcp6") for line in open("/proc/net/" + name).readlines()[1:]]
print(*{address.split(":")[0] for address, _, state in rows if address.endswith(":" + port) and state == "0A"})
END
)" 0100007F
  routes apy
  # Asked for all of it at once, the server gives back the beginning and says 200; that is noticed.
  $python - "$url" "$work/long.txt" >"$work/cut.txt" <<'END'
import json, sys, urllib.parse, urllib.request
form = urllib.parse.urlencode({"langpairs": "fra|cat|eng", "markUnknown": "no", "q": open(sys.argv[2]).read()})
print(json.load(urllib.request.urlopen(sys.argv[1] + "/translateChain", form.encode()))["responseData"]["translatedText"])
END
  check "apy cuts 50 kB" "$(test "$(grep -oE '\b[12][0-9]{3}\b' "$work/cut.txt" | sort -u | wc -l)" -lt 700 && echo cut)" cut
  env -i PATH="$PATH" HOME="$work" CALQUE_LEXICON="$CALQUE_LEXICON" "$CALQUE" verify -q --strict --to=lines "$work/long.txt" "$work/cut.txt" >"$work/found"
  check "the cut is noticed" "$?, $(grep -q 'segment\|length' "$work/found" && echo named)" "1, named"
  check "apy cuts 4000 sentences, which its provider notices" "$("$APY_CUT" "$url" >/dev/null && echo noticed)" noticed
else
  echo "skipped: apertium-apy is not installed"
fi
exit $failed
