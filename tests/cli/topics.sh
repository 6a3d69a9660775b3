# What the reader follows comes first; a wrong list is named with its line.
printf '# à suivre\nmusée | librairie\nKelmarie\n' > topics.txt
"$CALQUE" digest -q --topics=topics.txt --stories=2 --to=json articles/*.txt | grep -o '"topics": \[[^]]*\]'
CALQUE_TOPICS=topics.txt "$CALQUE" digest -q --stories=2 --to=json articles/*.txt | grep -c 'Kelmarie'
printf 'climat\nde la\n' > wrong.txt
"$CALQUE" digest --topics=wrong.txt articles; echo $?
"$CALQUE" digest --topics=none.txt articles; echo $?
"$CALQUE" check --topics=topics.txt articles; echo $?
