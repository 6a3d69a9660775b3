# What needs no service opens no socket. Where strace is missing or may not trace, nothing is
# looked at.
export ASAN_OPTIONS=detect_leaks=0
strace -o /dev/null true 2>/dev/null && traced=yes || traced=no
printf 'Le maire a parlé 14 minutes à Brossac.\n' >fr.txt
printf 'The mayor spoke for 14 minutes in Brossac.\n' >en.txt

quiet() { # command...: must succeed; counts its network calls
  : >calls
  if test $traced = yes; then strace -f -qq -e trace=network -o calls "$CALQUE" "$@" >out 2>&1
  else "$CALQUE" "$@" >out 2>&1; fi
  echo "$1: status $?, $(grep -c -v -e '--- SIG' -e '+++ ' calls) network calls"
  test -s out || echo "$1 said nothing"
}

quiet check articles
quiet summarize articles
quiet clean articles
quiet digest articles
quiet digest --to=html articles
quiet verify fr.txt en.txt
quiet help --env
