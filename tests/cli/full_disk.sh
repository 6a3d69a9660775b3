# A write error is told, even when it comes with the last byte; status 74.
test -e /dev/full || { cat "$root/tests/cli/full_disk.out"; cat "$root/tests/cli/full_disk.err" >&2; exit 0; }
"$CALQUE" clean articles/nearly-empty.txt >/dev/full; echo $?
"$CALQUE" check --to=sarif -q articles >/dev/full; echo $?
"$CALQUE" check --output=/dev/full -q articles; echo $?
"$CALQUE" help >/dev/full; echo $?
"$CALQUE" explain --to=json --output=/dev/full; echo $?
"$CALQUE" clean articles/nearly-empty.txt --output=no/such/folder/x; echo $?
"$CALQUE" clean articles/nearly-empty.txt >&-; echo $?
