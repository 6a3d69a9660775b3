# --ui, and the variable: the program's own words in English, what is quoted in French.
"$CALQUE" digest -q --stories=1 --ui=en articles/lorne-crue-good-*.txt | head -n 3
"$CALQUE" digest -q --stories=1 --to=markdown --ui=fr articles/lorne-crue-good-*.txt | head -n 1
CALQUE_UI=en "$CALQUE" digest -q --to=html articles/lorne-crue-good-*.txt | grep -o '<html lang="en">\|<h1>[^<]*'
CALQUE_UI=en "$CALQUE" summarize -q --to=html articles/lorne-crue-good-1.txt | grep -o '<html lang="en">\|<h1>[^<]*'
"$CALQUE" digest --ui=de articles; echo $?
