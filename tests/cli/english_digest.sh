# A digest and a summary in English, too: what is verified is shown, of the rest it is said why not.
mkdir bin
cat >bin/apertium <<'END'
#!/bin/sh
case "$*" in
  -l) printf '  cat-eng\n  fra-cat\n' ;;
  '-u fra-cat') cat ;;
  '-u cat-eng')
    sed 's/Le pont de Brossac rouvre/The bridge of Brossac opens again/
      s/Le pont de Brossac a rouvert mardi après onze mois de travaux\./The bridge of Brossac opened again on Tuesday after eleven months of work./
      s/Les travaux ont coûté 14 millions d’euros à la ville de Brossac\./The work has cost the city of Brossac 14 million euros./
      s/Une panne à la laiterie/A breakdown at the dairy/
      s/La laiterie Kerdreux a perdu 300 litres de lait dans la nuit de lundi\./The Kerdreux dairy has lost 400 litres of milk in the night of Monday./' ;;
esac
END
chmod +x bin/apertium
printf 'Le pont de Brossac rouvre\n\nLe pont de Brossac a rouvert mardi après onze mois de travaux.\n\nLes travaux ont coûté 14 millions d’euros à la ville de Brossac.\n' >pont.txt
printf 'Une panne à la laiterie\n\nLa laiterie Kerdreux a perdu 300 litres de lait dans la nuit de lundi.\n' >lait.txt
run() { env -i PATH="$PWD/bin:$PATH" HOME="$HOME" CALQUE_LEXICON="$CALQUE_LEXICON" "$CALQUE" "$@"; }
run digest --english -q pont.txt lait.txt; echo $?
run digest --english -q --to=json pont.txt lait.txt | grep -o '"english[_a-z]*": [^]]*,'
run digest --english -q --to=markdown pont.txt lait.txt | grep '^[>*]'
run digest --english -q --to=html pont.txt lait.txt | grep 'lang="en"'
run summarize --english -q pont.txt lait.txt; echo $?
run summarize --english -q --to=jsonl lait.txt
run summarize --english -q --to=markdown lait.txt
env -i PATH="$PWD/nothing" HOME="$HOME" CALQUE_LEXICON="$CALQUE_LEXICON" "$CALQUE" digest --english pont.txt; echo $?
