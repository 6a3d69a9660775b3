#!/bin/sh
# The whole program against the hostile server: calque english with every provider and every
# misbehavior of cases.tsv. For each it is looked at how it ends, what it says, how long it takes,
# how often the French was sent, that the key stands nowhere in what it says or keeps, and that
# nothing was sent to another origin.
#
#   tests/http/run.sh build/release [PATTERN]       cases whose line matches PATTERN
#
# Prints "ok NAME" or "FAIL NAME" and why, as tests/cli/run.sh does.
set -uf # no file names in place of ***
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
KEY=k3y-0123456789abcdef-hostile # as in hostile.h
ARTICLE=$here/article.txt
PARAGRAPHS=4

models='openai anthropic ollama'
lists='deepl libretranslate google azure'
singles='apy template'

# ---- One case, in a process of its own -------------------------------------------------------------

# provider, address: sets the variables that make it ready
configure() {
  case $1 in
  openai) export OPENAI_API_KEY=$KEY OPENAI_BASE_URL="$2/v1" OPENAI_MODEL=oracle-1 ;;
  anthropic) export ANTHROPIC_API_KEY=$KEY ANTHROPIC_BASE_URL="$2" ANTHROPIC_MODEL=oracle-1 ;;
  ollama) export OLLAMA_API_KEY=$KEY OLLAMA_HOST="$2" OLLAMA_MODEL=oracle-1 ;;
  deepl) export DEEPL_AUTH_KEY=$KEY DEEPL_SERVER_URL="$2" ;;
  libretranslate) export LIBRETRANSLATE_API_KEY=$KEY LIBRETRANSLATE_URL="$2" ;;
  google) export GOOGLE_API_KEY=$KEY GOOGLE_TRANSLATE_URL="$2" ;;
  azure) export AZURE_TRANSLATOR_KEY=$KEY AZURE_TRANSLATOR_ENDPOINT="$2" ;;
  apy) export APERTIUM_APY_URL="$2" ;;
  template)
    export CALQUE_TEMPLATE_URL="$2/generic" CALQUE_TEMPLATE_KEY=$KEY CALQUE_TEMPLATE_ANSWER=/out/english
    export CALQUE_TEMPLATE_HEADERS='X-Key: {{key}}' CALQUE_TEMPLATE_BODY='{"text": "{{text}}"}'
    export CALQUE_TEMPLATE_ERROR=/error ;;
  esac
}

# options: calque english over our article
english() { "$CALQUE" english "$@" "$ARTICLE" </dev/null; }

# plan: requests so far
count() { grep -c "^{\"plan\":\"$1\"" "$log"; }

why() { printf '  %s\n' "$*" >>"$dir/why"; }

# "2x" of a provider
most_requests() {
  case $1 in
  *x) case " $singles " in *" $2 "*) echo $((${1%x} * PARAGRAPHS)) ;; *) echo "${1%x}" ;; esac ;;
  *) echo "$1" ;;
  esac
}

run_case() { # number, provider, plan, options, status, requests, seconds, words
  number=$1 provider=$2 plan=$3~$1 options=$4 status=$5 most=$(most_requests "$6" "$2") seconds=$7 words=$8
  dir=$work/$number
  mkdir -p "$dir/home" && cd "$dir/home" || exit 1
  test "$options" = - && options=
  name="$provider $3${options:+ $options}"
  configure "$provider" "http://127.0.0.1:$port/$plan"
  export HOME=$dir/home CALQUE_SEED=1
  case $options in *--timeout*) ;; *) options="$options --timeout=5" ;; esac
  case $options in *--stream* | *--dry-run*) ;; *) options="$options --to=jsonl" ;; esac
  start=$(date +%s%N)
  # shellcheck disable=SC2086
  english --provider="$provider" $options >"$dir/out" 2>"$dir/err"
  got=$?
  took=$((($(date +%s%N) - start) / 1000000))
  sent=$(count "$plan")
  test "$status" = - || test $got = "$status" || why "status $got instead of $status"
  test $took -le "${seconds}000" || why "took $took ms"
  test "$sent" -le "$most" || why "$sent requests"
  test "$most" = 0 || test "$sent" -gt 0 || why "nothing was sent"
  test $got = 0 || test $got = 1 || test -s "$dir/err" || why "failed without a word"
  cat "$dir/out" "$dir/err" >"$dir/said"
  IFS='|'
  for word in $words; do grep -qF -e "$word" "$dir/said" || why "does not say: $word"; done
  unset IFS
  leaks=$(cd "$dir" && grep -rlF "$KEY" .)
  test -z "$leaks" || why "the key is in: $leaks"
  if test -s "$dir/why"; then
    { echo "FAIL $name"; cat "$dir/why"; sed 's/^/  | /' "$dir/err" | head -n 5; } >"$dir/result"
  else
    echo "ok $name" >"$dir/result"
  fi
}

# ---- What takes more than one run ----------------------------------------------------------------

# What was verified is kept, and not asked for again; what was not is asked for again.
story_cache() {
  configure openai "http://127.0.0.1:$port/ok~cache"
  english --to=jsonl >"$dir/1" || why "failed"
  english --to=jsonl >"$dir/2" || why "failed"
  test "$(count ok~cache)" = 1 || why "$(count ok~cache) requests for the same text"
  grep -q '"cached": true' "$dir/2" || why "does not say that it comes from the cache"
  english --refresh >/dev/null || why "failed"
  english --no-cache >/dev/null || why "failed"
  test "$(count ok~cache)" = 3 || why "$(count ok~cache) requests with --refresh and --no-cache"
  find "$HOME" -type f ! -perm 600 | grep . && why "others can read the cache"
  configure openai "http://127.0.0.1:$port/digit~cache"
  english >/dev/null || why "failed"
  english >/dev/null || why "failed"
  test "$(count digit~cache)" = 4 || why "$(count digit~cache) requests for what was wrong twice"
}

# Ctrl-C and its kin: at once, as a program that a signal ended, and without half a file.
story_interrupt() {
  cd "$dir" && mkdir files && cd files || return
  configure openai "http://127.0.0.1:$port/silent~interrupt"
  echo before >kept
  "$CALQUE" english --provider=openai --output=kept "$ARTICLE" </dev/null &
  child=$!
  tries=0
  while test "$(count silent~interrupt)" = 0 && test $tries -lt 100; do sleep 0.05; tries=$((tries + 1)); done
  start=$(date +%s%N)
  kill -TERM $child # a shell makes its background deaf to INT
  wait $child
  got=$?
  test $got = 143 || why "status $got"
  test $((($(date +%s%N) - start) / 1000000)) -lt 2000 || why "it took its time"
  test "$(ls)" = kept || why "left behind: $(ls)"
  test "$(cat kept)" = before || why "changed the file that was there"
}

# A key is for https, or for this machine.
story_plain_http() {
  configure openai http://api.example.org
  english --provider=openai >/dev/null
  test $? = 2 || why "not the status of a wrong setting"
  grep -q 'everybody on the way could read the key' "$dir/err" || why "does not say why"
  for command in summarize digest; do
    "$CALQUE" $command --english --provider=openai "$ARTICLE" >/dev/null
    test $? = 2 || why "$command: not the status of a wrong setting"
  done
}

# Unless the user says so; and he is warned. 0.0.0.0 is this machine by an address that is not known
# for it.
story_allow_plain() {
  configure openai "http://0.0.0.0:$port/ok~plain/v1"
  english --provider=openai --allow-plain >/dev/null
  test $? = 2 || why "--allow-plain opens private networks"
  grep -q 'its machine is not a public one' "$dir/err" || why "does not say why"
  english --provider=openai --allow-plain --allow-private >"$dir/1" || why "failed"
  grep -q 'The Brossac bridge' "$dir/1" || why "no English"
  test "$(grep -c "the key of OpenAI goes to 0.0.0.0:$port unencrypted" "$dir/err")" = 2 || why "no warning"
  test "$(count ok~plain)" = 1 || why "$(count ok~plain) requests"
}

# What a server of Ollama listens on, as its users set it, is this machine.
story_listening() {
  configure ollama "0.0.0.0:$port/ok~listening"
  english --provider=ollama --to=jsonl >"$dir/1" || why "failed"
  grep -q '"verified": true' "$dir/1" || why "no English"
  grep -qF "French is sent to 127.0.0.1:$port (Ollama)" "$dir/err" || why "does not say where it goes"
  grep -q 'unencrypted' "$dir/err" && why "takes this machine for another"
}

# Nor is a machine of a private network called unless that is asked for.
story_private() {
  configure ollama http://10.255.255.1
  unset OLLAMA_API_KEY
  english --provider=ollama >/dev/null
  test $? = 2 || why "not the status of a wrong setting"
  grep -q 'its machine is not a public one' "$dir/err" || why "does not say why"
}

# No proxy can reach this machine.
story_proxy() {
  export http_proxy=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1
  configure deepl "http://127.0.0.1:$port/ok~proxy"
  english --provider=deepl --to=jsonl >"$dir/1" || why "failed"
  test "$(count ok~proxy)" = 1 || why "asked a proxy"
}

# One wrong key, ten articles: the service is not told ten times.
story_wrong_key() {
  configure deepl "http://127.0.0.1:$port/401~many"
  for i in 1 2 3 4 5 6 7 8 9 10; do sed "1s/^/$i. /" "$ARTICLE" >"a$i.txt"; done
  "$CALQUE" english --provider=deepl . >/dev/null && why "said that all is well"
  test "$(count 401~many)" -le 2 || why "$(count 401~many) requests"
}

# A digest is there whatever happens to its English, which is shown only where it was verified.
story_digest() {
  french='Le pont de Brossac rouvrira lundi 14'
  for plan in ok 401 digit silent; do
    configure deepl "http://127.0.0.1:$port/$plan~digest"
    "$CALQUE" digest --english --provider=deepl --timeout=1 "$ARTICLE" >"$dir/$plan" 2>>"$dir/err"
    echo $? >>"$dir/status"
    grep -q "$french" "$dir/$plan" || why "$plan: the French is not there"
  done
  test "$(echo $(cat "$dir/status"))" = '0 5 0 5' || why "status" $(cat "$dir/status")
  grep -q 'The Brossac bridge will reopen on Monday 14' "$dir/ok" || why "no English"
  grep -q 'wrong key' "$dir/401" || why "does not say what is wrong"
  grep -q '15' "$dir/digit" || why "does not say what was not verified"
  grep -q 'The Brossac bridge' "$dir/digit" "$dir/401" "$dir/silent" && why "English that is not verified"
}

# DeepL keeps our glossary, once; what it will not keep is said.
story_glossary() {
  configure deepl "http://127.0.0.1:$port/ok~glossary"
  printf 'département\tdepartment\npont de Brossac\tBrossac bridge\npont de Brossac\tbridge\n' >terms.tsv
  english --provider=deepl --glossary=terms.tsv --to=jsonl >"$dir/1" || why "failed"
  grep -q '"verified": true' "$dir/1" || why "not verified"
  grep -q 'the glossary is sent there and kept as calque-' "$dir/err" || why "does not say that it is kept"
  test "$(count ok~glossary)" = 3 || why "$(count ok~glossary) requests to list, make and translate"
  english --provider=deepl --glossary=terms.tsv --no-cache >/dev/null || why "failed"
  test "$(count ok~glossary)" = 5 || why "$(count ok~glossary) requests: it is made twice"
  english --provider=deepl --glossary=terms.tsv >/dev/null || why "failed"
  test "$(count ok~glossary)" = 5 || why "asks for a glossary where the answer is at hand"
  english --provider=deepl --glossary=terms.tsv --dry-run >"$dir/2" || why "failed"
  grep -q '"glossary_id":"calque-' "$dir/2" || why "a dry run without the glossary"
  test "$(count ok~glossary)" = 5 || why "sends something in a dry run"
  printf 'maire\tlord mayor\n' >terms.tsv
  configure deepl "http://127.0.0.1:$port/456+ok~glossary"
  english --provider=deepl --glossary=terms.tsv --to=jsonl >"$dir/3" || why "failed"
  grep -q 'the glossary has “lord mayor” for « maire »' "$dir/3" || why "does not look for its terms"
  grep -q 'the glossary is not kept by DeepL.*DeepL answers 456' "$dir/err" || why "does not say that it is not kept"
  printf 'chantier\twork\n' >terms.tsv
  for plan in not-json other-json cut-json deep-json empty redirect-origin silent; do
    configure deepl "http://127.0.0.1:$port/$plan+ok~glossary"
    : >"$dir/err"
    english --provider=deepl --glossary=terms.tsv --to=jsonl --no-cache --timeout=1 >"$dir/4"
    got=$?
    case $plan in
    redirect-origin | silent) # no answer: the text would not come through either
      test $got = 5 && test "$(count "$plan+ok~glossary")" = 1 || why "$plan: status $got" ;;
    *) test $got = 0 && grep -q 'the glossary is not kept by DeepL' "$dir/err" || why "$plan: status $got" ;;
    esac
  done
  export DEEPL_GLOSSARY_ID=id-of-nobody
  english --provider=deepl --glossary=terms.tsv --no-cache >/dev/null
  test $? = 5 || why "not the glossary that was named"
  grep -q 'Invalid glossary' "$dir/err" || why "does not say what the service says"
}

story_summarize() {
  configure openai "http://127.0.0.1:$port/ok~summarize"
  "$CALQUE" summarize --english --provider=openai "$ARTICLE" >"$dir/1" 2>>"$dir/err" || why "failed"
  grep -q 'La maire, Odile Kerbrat' "$dir/1" || why "the French is not there"
  grep -q 'The mayor, Odile Kerbrat' "$dir/1" || why "the English is not there"
}

STORIES='digest glossary summarize cache interrupt plain_http allow_plain listening private proxy wrong_key'

if test "${1-}" = --story; then
  dir=$work/$2
  mkdir -p "$dir/home" && cd "$dir/home" || exit 1
  export HOME=$dir/home CALQUE_SEED=1
  unset XDG_CACHE_HOME
  : >"$dir/why"
  "story_$2" 2>"$dir/err"
  leaks=$(cd "$dir" && grep -rlF "$KEY" .)
  test -z "$leaks" || why "the key is in: $leaks"
  if test -s "$dir/why"; then echo "FAIL $2" && cat "$dir/why" && sed 's/^/  | /' "$dir/err" | head -n 5
  else echo "ok $2"; fi
  exit 0
fi

if test "${1-}" = --case; then # a line of the list, from xargs below
  line=$(sed -n "$2p" "$work/cases")
  IFS=$(printf '\t')
  # shellcheck disable=SC2086
  set -- "$2" $line
  unset IFS
  run_case "$@"
  exit 0
fi

# ---- All of them -------------------------------------------------------------------------------------

build=${1:-$root/build/release}
case $build in /*) ;; *) build=$PWD/$build ;; esac
: "${CALQUE_LEXICON:=$root/build/calque.lex}"
for name in $(env | sed -n 's/^\([A-Za-z_]*\)=.*/\1/p'); do
  case $name in XDG_* | *_API_KEY | *_PROXY | *_proxy | OPENAI_* | ANTHROPIC_* | OLLAMA_* | DEEPL_* | CALQUE_*)
    test "$name" = CALQUE_LEXICON || unset "$name" ;;
  esac
done
CALQUE=$build/calque
test -x "$build/tests/hostile" || { echo "FAIL there is no $build/tests/hostile; make test builds it"; exit 1; }
work=$(mktemp -d) || exit 1
log=$work/log
mkfifo "$work/hold"
"$build/tests/hostile" "$here/parallel.tsv" "$log" <"$work/hold" >"$work/port" &
exec 9>"$work/hold" # the server lives as long as we hold this
trap 'exec 9>&-; wait; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
while ! test -s "$work/port"; do sleep 0.05; done
port=$(cat "$work/port")
export CALQUE CALQUE_LEXICON work log port LC_ALL=C TZ=UTC

grep -v '^#' "$here/cases.tsv" | grep -e "${2:-.}" | while IFS= read -r line; do
  which=$(printf '%s' "$line" | cut -f1) rest=$(printf '%s' "$line" | cut -f2-)
  case $which in
  all) which="$models $lists $singles" ;;
  models) which=$models ;;
  engines) which="$lists $singles" ;;
  lists) which=$lists ;;
  singles) which=$singles ;;
  esac
  for provider in $(echo "$which" | tr , ' '); do printf '%s\t%s\n' "$provider" "$rest"; done
done >"$work/cases"

stories=$(printf '%s\n' $STORIES | grep -e "${2:-.}")
for story in $stories; do "$0" --story "$story" >"$work/$story.result" & done
n=$(wc -l <"$work/cases")
seq "$n" | xargs -r -n 1 -P 12 "$0" --case
for i in $(seq "$n"); do
  cat "$work/$i/result" 2>/dev/null || echo "FAIL case $i came to no end: $(sed -n "${i}p" "$work/cases")"
done >"$work/results"
for story in $stories; do
  while ! test -s "$work/$story.result"; do sleep 0.05; done
  cat "$work/$story.result" >>"$work/results"
done
if grep -q '"plan":"elsewhere"\|"plan":"ok~elsewhere"' "$log"; then
  echo "FAIL something was sent to another origin" >>"$work/results"
fi
grep '^ok' "$work/results"
sed '/^ok/d' "$work/results"
! grep -q ^FAIL "$work/results"
