# A file without permission (root may read it all the same, so a folder stands in its place too).
mkdir empty
"$CALQUE" clean empty; echo $?
touch closed.txt; chmod 0 closed.txt
if test "$(id -u)" = 0; then echo "calque: closed.txt: cannot open: Permission denied" >&2
else "$CALQUE" clean closed.txt; fi
exit 4
