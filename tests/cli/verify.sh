# Two files are a pair, JSON Lines one a line; --strict makes the status say what was found.
printf 'Le train de 14h30 est parti.\n\nIl y a 12 blessés.\n' >fr.txt
printf 'The 2:30 pm train has left.\n\nThere are 13 injured.\n' >en.txt
"$CALQUE" verify fr.txt en.txt; echo $?
"$CALQUE" verify --strict --to=lines fr.txt en.txt; echo $?
"$CALQUE" verify --to=html fr.txt en.txt | grep -o '<mark class="major"><a id="[^"]*"'
{ echo '{"id": "a1", "fr": "Il a 12 ans.", "en": "He is 12.", "lang": "fr", "n": 1.50}'
  echo '{"id": 7, "fr": "Il a 12 ans.", "en": "He is 13."}'
  echo '{"id": "a3", "fr": "Il a 12 ans."}'
  echo '{"fr": "Il pleut.", "en": "It is raining."}'
} >pairs.jsonl
"$CALQUE" verify --to=jsonl pairs.jsonl; echo $?
"$CALQUE" verify -q --from=jsonl --to=jsonl - <pairs.jsonl 2>/dev/null | wc -l
printf 'bac\tferry\n' >terms.tsv
echo '{"id": "g", "fr": "Le bac est parti.", "en": "The boat has left."}' >g.jsonl
"$CALQUE" verify --glossary=terms.tsv --to=lines g.jsonl
printf 'bac ferry\n' >terms.tsv
"$CALQUE" verify --glossary=terms.tsv g.jsonl; echo $?
printf '%s\n' '{"id": "s", "fr": "Un.\nLe pont a coûté 14 millions.", "en": "It cost 14 million [P1]."}' >s.jsonl
"$CALQUE" verify --as=summary --to=lines s.jsonl
"$CALQUE" verify fr.txt nowhere.txt; echo $?
