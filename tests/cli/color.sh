# Color only where it was asked for: this is no terminal.
esc=$(printf '\033')
count() { grep -c "$esc" || :; }
"$CALQUE" explain quotes | count
"$CALQUE" explain --color=always quotes | count
NO_COLOR=1 "$CALQUE" explain --color=always quotes | count
CALQUE_COLOR=always "$CALQUE" explain quotes | count
CALQUE_COLOR=always "$CALQUE" explain --color=never quotes | count
# Where there is a terminal (script makes one): auto means yes, NO_COLOR no.
if script -qec true /dev/null >/dev/null 2>&1; then
  script -qec "'$CALQUE' explain quotes" /dev/null | count
  NO_COLOR=1 script -qec "'$CALQUE' explain quotes" /dev/null | count
else echo 1; echo 0; fi
