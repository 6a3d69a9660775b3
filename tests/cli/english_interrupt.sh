# Interrupted while an engine works: dies by the signal, no half file, the cache is whole.
mkdir bin
cat >bin/apertium <<'END'
#!/bin/sh
test "$*" = -l && { printf 'cat-eng\nfra-cat\n'; exit; }
touch "$HOME/works"
cat >/dev/null
sleep 2
END
chmod +x bin/apertium
printf 'Le pont de Brossac est fermé.\n' >a.txt
env -i PATH="$PWD/bin:$PATH" HOME="$HOME" CALQUE_LEXICON="$CALQUE_LEXICON" "$CALQUE" english -q --to=html --output=result.html a.txt &
pid=$!
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do test -e works && break; sleep 0.1; done
kill -TERM $pid
wait $pid 2>/dev/null
echo "status $?"
ls
ls .cache/calque
