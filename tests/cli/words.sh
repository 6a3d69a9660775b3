# A personal word list: what it holds is not found, its mistakes are told with their line.
printf 'La réunion portait sur le however de la réforme. Le lengthy rapport du conseil attend.\n' >a.txt
try() { "$CALQUE" check --to=lines "$@" a.txt; echo "$?"; }
try
printf '# mine\n\nHowever\nlengthy\n' >words.txt
try --words=words.txt
printf '\357\273\277however\r\nLENGTHY\r\n' >words.txt
CALQUE_WORDS=words.txt try
printf 'however\n\nrapport \377\n' >words.txt
try --words=words.txt
printf '...\n' >words.txt
try --words=words.txt
try --words=none.txt
printf 'CALQUE_WORDS=none.txt\n' >.env
try
"$CALQUE" --words=3 summarize a.txt >/dev/null && echo "summarize takes a number"
"$CALQUE" clean --words=3 a.txt
