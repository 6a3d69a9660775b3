# An engine that is missing, fails, loses a paragraph, never ends, or writes without end.
mkdir bin none
printf 'Le pont de Brossac est fermé.\n\nIl y a 14 blessés.\n' >a.txt
play() { { echo '#!/bin/sh'; echo 'test "$*" = -l && { printf "cat-eng\nfra-cat\n"; exit; }'; cat; } >bin/apertium; chmod +x bin/apertium; }
run() { env -i PATH="$way" HOME="$HOME" CALQUE_LEXICON="$CALQUE_LEXICON" "$CALQUE" english -q "$@"; echo $?; }
way=$PWD/none
run a.txt
run --provider=local a.txt
way=$PWD/bin:$PATH
echo 'echo "Error: no such mode" >&2; exit 1' | play; run a.txt 2>&1 | sed 's|/[^ ]*/bin/|BIN/|'
echo 'sed /bless/d' | play; run a.txt 2>&1 | sed 's|/[^ ]*/bin/|BIN/|'
echo 'cat >/dev/null; sleep 100' | play; run --timeout=1 a.txt 2>&1 | sed 's|/[^ ]*/bin/|BIN/|'
echo 'yes' | play; run --timeout=20 a.txt 2>&1 | sed 's|/[^ ]*/bin/|BIN/|'
echo 'cat >/dev/null; printf "\377\376\n\n\377"' | play; run a.txt 2>&1 | sed 's|/[^ ]*/bin/|BIN/|'
echo 'exec cat' | play
echo 'this is no cache, but a text of somebody' >cache.db
CALQUE_CACHE=$PWD/cache.db; export CALQUE_CACHE
env -i PATH="$way" HOME="$HOME" CALQUE_CACHE="$PWD/cache.db" CALQUE_LEXICON="$CALQUE_LEXICON" "$CALQUE" english --to=jsonl a.txt | wc -l
cat cache.db
