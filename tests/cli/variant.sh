# What is usage in Québec is a note there, and counts elsewhere.
printf 'Cela fait du sens pour les électeurs.\n' >a.txt
try() { "$CALQUE" check --to=lines "$@" a.txt; echo "$?"; }
try
try --variant=qc
try --variant=ch
CALQUE_VARIANT=qc try --min-severity=minor
try --variant=us
