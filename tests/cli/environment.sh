# Flags win over the environment, the environment over .env; unknown names are errors with their place.
try() { "$CALQUE" clean --quiet articles/nearly-empty.txt >/dev/null; echo "$?"; }
printf '# mine\nexport CALQUE_JOBS="2"\nOTHER_PROGRAM=x\n\nCALQUE_JOBBS=1\n' >.env
try
printf 'CALQUE_JOBS=two # not a number\n' >.env
try
CALQUE_JOBS=1 try
CALQUE_JOBS=x try
CALQUE_SECRET_KEY=hunter2 try
printf 'CALQUE_JOBS\n' >.env
try
"$CALQUE" help >/dev/null && echo "help needs no environment"
rm .env; mkdir .env
try
