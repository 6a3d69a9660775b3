# A sentence that five articles of one source share is the site's: no story quotes it. Four are no
# proof. The bytes do not depend on the number of threads.
article() {
  printf '{"id":"%s%s","source":"%s","date":"2026-11-22","title":"%s","text":"%s %s"}\n' "$1" "$2" "$1" "$3" "$4" "$5"
}
site() {
  article "$1" 1 'La piscine de Lorval rouvre lundi' 'La piscine de Lorval rouvrira lundi matin après deux ans de travaux, a annoncé la mairie.' "$2"
  article "$1" 2 'Le marché de Brossac déménage' 'Les producteurs du marché de Brossac s’installeront sur la place neuve dès le mois de mars.' "$2"
  article "$1" 3 'Un pont fermé à Courvant' 'Le département a fermé le pont de Courvant parce qu’une fissure s’est ouverte dans une pile.' "$2"
  article "$1" 4 'Le musée de Méralie prête ses toiles' 'Le musée de Méralie prêtera douze toiles à celui de Vaucelmont pendant les vacances.' "$2"
}
shared='Les quarante correspondants du Courrier sillonnent chaque jour les villages de la vallée.'
site four "$shared" > four.jsonl
{ site five "$shared"; article five 5 'La fanfare de Sarrence cherche un tuba' 'La fanfare de Sarrence cherche un joueur de tuba avant le défilé du printemps.' "$shared"; } > five.jsonl
"$CALQUE" digest --quiet --to=json four.jsonl | grep -c sillonnent
"$CALQUE" digest --quiet --to=json five.jsonl | grep -c sillonnent
"$CALQUE" digest --quiet --to=json --jobs=1 five.jsonl > 1.json
"$CALQUE" digest --quiet --to=json --jobs=4 five.jsonl > 4.json
cmp 1.json 4.json && echo same
