# Without a command: a few lines on standard error, status 2. Asked for: on standard output, status 0.
"$CALQUE"
echo $?
"$CALQUE" --help | head -3
"$CALQUE" check --help | head -1
"$CALQUE" help clean | head -1
"$CALQUE" --version | sed 's/[0-9][0-9.]*/N/'
