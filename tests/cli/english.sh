# Into English by an Apertium that is only played: a program of that name in PATH, with two modes.
# The cache keeps what was verified; --strict makes the status say what was not.
mkdir bin
cat >bin/apertium <<'END'
#!/bin/sh
case "$*" in
  -l) printf '  cat-eng\n  fra-cat\n' ;;
  '-u fra-cat') sed 's/^/cat: /; s/^cat: $//' ;;
  '-u cat-eng') echo run >>"$HOME/runs"
    sed 's/^cat: //
      s/Le maire de Brossac a promis \(.*\) million d’euros\./The mayor of Brossac has promised \1 million of euros./
      s/Le pont a 12 piles et rouvrira le 28e jour, à 19h40\./The bridge has 12 piers and will open again the 28e day, at 19H40./
      s/La compagnie a remboursé les billets\./The company reemborsarà the temptatives of the center./
      s/Il y a 14 blessés\./There are 15 injured./' ;;
esac
END
chmod +x bin/apertium
printf 'Le maire de Brossac a promis 1,5 million d’euros.\n\nLe pont a 12 piles et rouvrira le 28e jour, à 19h40.\n' >good.txt
printf 'Le pont de Brossac est fermé.\n\nIl y a 14 blessés.\n' >bad.txt
run() { env -i PATH="$PWD/bin:$PATH" HOME="$HOME" CALQUE_LEXICON="$CALQUE_LEXICON" "$CALQUE" "$@"; }
run english good.txt; echo $?
run english -q --to=jsonl good.txt; wc -l <runs
run english -q --no-cache --to=jsonl --refresh good.txt | grep -o '"cached": [a-z]*'; wc -l <runs
run english -q --strict bad.txt; echo $?
run english -q --to=markdown good.txt bad.txt
run english -q --to=html bad.txt | grep -o '<mark class="major"><a id="[^"]*"\|class="chip [a-z]*">[^<]*'
run english -q --summary=5 good.txt
stat -c %a .cache/calque/english.db
run english --list | tail -n 3
run english --dry-run good.txt
run english --provider=delp good.txt; echo $?
run english --summary=x good.txt; echo $?
run english -q nowhere.txt; echo $?
# Words that its rules do not know are named, and do not count as faults.
echo 'La compagnie a remboursé les billets.' >words.txt
run english -q --strict words.txt; echo $?
run english -q --to=markdown words.txt
