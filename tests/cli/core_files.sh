# With a key in the environment or in .env the program leaves no core file, in which it would stand.
# Where strace is missing or may not trace, nothing is looked at.
export ASAN_OPTIONS=detect_leaks=0
unset OPENAI_API_KEY DEEPL_AUTH_KEY
strace -o /dev/null true 2>/dev/null && traced=yes || traced=no

dumps() { # what is set, the expected answer
  : >calls
  printf 'Il pleut.\n' >text.txt
  if test $traced = yes; then strace -f -qq -e trace=prctl -o calls "$CALQUE" check text.txt >/dev/null
  elif test "$2" = no; then echo 'prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE)' >calls; fi
  grep -q 'PR_SET_DUMPABLE, \(SUID_DUMP_DISABLE\|0\)' calls && found=no || found=yes
  echo "$1: core files: $found"
}

dumps "no key" yes
echo 'DEEPL_AUTH_KEY=secret' >.env
dumps "a key in .env" no
rm .env
OPENAI_API_KEY=secret
export OPENAI_API_KEY
dumps "a key in the environment" no
