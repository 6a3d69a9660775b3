# Dictionaries that are missing or none are refused by name. (.ci/run compiles good ones: it takes
# seconds.)
unset CALQUE_LEXICON XDG_CACHE_HOME
printf 'Il pleut.\n' >a.txt
"$CALQUE" clean --dictionary-path=nowhere a.txt; echo $?
CALQUE_DICTIONARIES=nowhere "$CALQUE" clean a.txt; echo $?
"$CALQUE" clean --lexicon=a.txt a.txt; echo $?
CALQUE_LEXICON=nowhere.lex "$CALQUE" clean a.txt; echo $?
ls -A
