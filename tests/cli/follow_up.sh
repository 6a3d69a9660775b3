# A story that an earlier day told is a follow-up: marked, ranked by what is new, told by what is
# new. The same digest twice on one day is the same; without an archive nothing is written.
article() { # id, source, title, text
  printf '{"id":"%s","date":"%s","source":"%s","title":"%s","text":"%s"}\n' "$1" "$day" "$2" "$3" "$4"
}
flood1="La Lorne est sortie de son lit dans la nuit de samedi à dimanche à Vaucelmont, où 310 habitants ont été évacués vers le gymnase Carnot. La rivière a atteint 6,42 mètres à l’échelle du pont Neuf, a indiqué la préfecture."
flood2="Les pompiers de Vaucelmont ont évacué 310 habitants des quartiers bas, inondés par la Lorne dans la nuit de samedi à dimanche. La préfecture a ouvert le gymnase Carnot aux sinistrés de la rivière."
day=2026-11-22
{ article a1 Courrier "Crue de la Lorne : 310 habitants évacués à Vaucelmont" "$flood1"
  article a2 Gazette "Vaucelmont inondée par la Lorne, 310 évacués" "$flood2"
  article a3 Courrier "Le marché de Warelles change de place" "Le marché de Warelles s’installera en janvier sur la place des Tanneurs, a décidé le conseil municipal. Les commerçants demandaient ce changement depuis trois ans."
} > day1.jsonl
day=2026-11-23
{ article b1 Gazette "Vaucelmont : la Lorne recule, les habitants évacués rentrent chez eux" "Les 310 habitants de Vaucelmont évacués au gymnase Carnot après la crue de la Lorne ont commencé à rentrer chez eux lundi. Le niveau de la rivière a baissé de deux mètres à l’échelle du pont Neuf depuis dimanche. La mairie distribue des pelles et des bottes aux sinistrés."
  article a1 Courrier "Crue de la Lorne : 310 habitants évacués à Vaucelmont" "$flood1"
  article a2 Gazette "Vaucelmont inondée par la Lorne, 310 évacués" "$flood2"
  article b2 Courrier "Une librairie rouvre à Courvant" "La librairie du quai rouvrira samedi à Courvant, deux ans après l’incendie qui l’avait détruite. Sa nouvelle gérante, Solène Delcourt, promet huit mille livres."
  article b3 Gazette "La librairie du quai renaît à Courvant" "Deux ans après l’incendie, la librairie du quai de Courvant rouvre samedi avec huit mille livres. Solène Delcourt en est la nouvelle gérante."
} > day2.jsonl
show() { # headline and told of each story
  tr '\n' ' ' | sed 's/{"headline": /\n/g' | sed -n 's/^\("[^"]*"\).*"told": \([^,]*\),.*/\1 \2/p'; echo
}
"$CALQUE" digest -q --to=json --archive=a.db day1.jsonl > 1.json; show < 1.json
"$CALQUE" digest -q --to=json --archive=a.db day1.jsonl | cmp - 1.json && echo same
"$CALQUE" digest -q --to=json --archive=a.db day2.jsonl > 2.json; show < 2.json
"$CALQUE" digest -q --to=json --archive=a.db day2.jsonl | cmp - 2.json && echo same
grep -o '"summary": "[^"]*"' 2.json
# An earlier day does not know of a later one.
"$CALQUE" digest -q --to=json --archive=a.db day1.jsonl | cmp - 1.json && echo same
# On the third day it is still the first day's story.
sed 's/2026-11-23/2026-11-24/' day2.jsonl | "$CALQUE" digest -q --to=json --archive=a.db --from=jsonl - | show
# A week of silence makes news of it again.
sed 's/2026-11-23/2026-12-20/' day2.jsonl | "$CALQUE" digest -q --to=json --archive=a.db --from=jsonl - | show
# The archive as the input remembers, too.
"$CALQUE" collect -q --archive=b.db day1.jsonl day2.jsonl
"$CALQUE" digest -q --to=json --archive=b.db --date=2026-11-22 | show
"$CALQUE" digest -q --to=json --archive=b.db --date=2026-11-23 | show
# Without one nothing is written.
mkdir bare && cd bare && "$CALQUE" digest -q --to=json ../day2.jsonl | show; ls
