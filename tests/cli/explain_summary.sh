# calque summarize --explain: a row for every sentence, the chosen ones marked; --compress leaves
# something out, --allow-cut keeps the limit of words.
"$CALQUE" summarize --explain articles/lorne-crue-good-1.txt >table
grep -c '^\* *[0-9]' table
grep -c 'left out: is the title' table
"$CALQUE" summarize --explain --to=jsonl articles/lorne-crue-good-1.txt | tr '{' '\n' | grep -c '^"start".*"chosen"'
"$CALQUE" summarize --explain --to=html articles/lorne-crue-good-1.txt >page.html
grep -c '<li id="a1-e' page.html
grep -o '<mark class="chosen">' page.html | wc -l
"$CALQUE" summarize --to=html articles/lorne-crue-good-1.txt | grep -c '<aside'
printf 'Un titre qui se tient\n\nLe musée (fermé pour travaux) rouvre samedi ses portes au public, a annoncé mardi la mairie de Courvant.\n' > a.txt
"$CALQUE" summarize --sentences=1 --compress a.txt | tail -n 1
"$CALQUE" summarize --chars=150 --allow-cut articles/lorne-crue-good-1.txt | tail -n 1
"$CALQUE" summarize --to=markdown --sentences=1 a.txt
