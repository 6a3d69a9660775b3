#!/bin/sh
# calque english against servers that other people wrote to imitate services of language models:
# aimock (OpenAI, Anthropic, Ollama), mock-llm and openai-mock-api. They are installed from npm
# under build/peers and listen on the loopback interface only; nothing else is called.
#
#   tests/peers/run.sh build/release/calque
#
# Last line: "N passed, N failed"; status 1 when any failed, 77 when there is no node or npm.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
calque=${1:-$root/build/calque}
case $calque in /*) ;; *) calque=$PWD/$calque ;; esac
: "${CALQUE_LEXICON:=$root/build/calque.lex}"
export CALQUE_LEXICON
here=$root/tests/peers
peers=$root/build/peers
key=peer-key-7Qm4vTr7bLw93
command -v node >/dev/null && command -v npm >/dev/null || { echo "no node or npm: not run"; exit 77; }

mkdir -p "$peers" || exit 1
if ! cmp -s "$here/package.json" "$peers/package.json" || test ! -d "$peers/node_modules"; then
  cp "$here/package.json" "$peers/" && (cd "$peers" &&
    npm install --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error) || {
    rm -f "$peers/package.json"
    exit 1
  }
fi

work=$(mktemp -d) || exit 1
pids=
trap 'kill $pids 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP PIPE
passed=0 failed=0

# ---- Servers -------------------------------------------------------------------------------------
free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
    console.log(s.address().port); s.close(); })'
}

start() { # port, script of npm, argument...
  port=$1 script=$2; shift 2
  PORT=$port HOST=127.0.0.1 node --require "$here/loopback.js" "$peers/node_modules/$script" "$@" \
    >"$work/$port.log" 2>&1 &
  pids="$pids $!"
  wait_for "$port" "$script"
}

wait_for() { # port, name: until it listens
  node -e 'const net = require("net"), end = Date.now() + 20000;
    (function go() { const s = net.connect(+process.argv[1], "127.0.0.1", () => process.exit(0));
      s.on("error", () => Date.now() < end ? setTimeout(go, 50) : process.exit(1)); })()' "$1" ||
    { echo "$2 does not start"; cat "$work/$1.log"; exit 1; }
}

aimock=$(free_port); start "$aimock" @copilotkit/aimock/dist/cli.js -p "$aimock" -f "$here/aimock.json" --strict
mock=$(free_port); start "$mock" @dwmkerr/mock-llm/dist/main.js --config "$here/mock-llm.yaml"
strict=$(free_port); start "$strict" openai-mock-api/dist/cli.js -c "$here/openai-mock-api.yaml" -p "$strict"

asked() { # how often aimock was asked since the last look
  node -e 'const get = (path, o) => fetch(`http://127.0.0.1:${process.argv[1]}/__aimock/${path}`, o);
    get("journal").then((r) => r.json()).then((j) => console.log((Array.isArray(j) ? j : j.entries).length))
      .then(() => get("reset/journal", { method: "POST" }))' "$aimock"
}

# ---- Cases ---------------------------------------------------------------------------------------
printf 'Le maire de Valdorena a inauguré mardi un pont de 120 mètres.\n\nSelon lui, les travaux auraient coûté 1,5 million d’euros.\n' >"$work/a.txt"

run() { # provider, model, port, option...: what came out is in $work/out, $work/err and $status
  provider=$1 model=$2 port=$3; shift 3
  asked >/dev/null
  (cd "$work" && env -i PATH="$PATH" HOME="$work" CALQUE_LEXICON="$CALQUE_LEXICON" \
    OPENAI_BASE_URL="http://127.0.0.1:$port/v1" OPENAI_API_KEY="$key" \
    ANTHROPIC_BASE_URL="http://127.0.0.1:$port" ANTHROPIC_API_KEY="$key" \
    OLLAMA_HOST="127.0.0.1:$port" timeout 60 "$calque" english --provider="$provider" --model="$model" \
    --no-cache --strict --timeout=20 "$@" a.txt) >"$work/out" 2>"$work/err"
  status=$?
  requests=$(asked)
}

say() { # name, ok?
  if test "$2" = 0; then passed=$((passed + 1)); echo "ok $1"
  else failed=$((failed + 1)); echo "FAIL $1 (status $status, $requests requests)"; cat "$work/out" "$work/err"; fi
}

ends() { # name, status, requests (-: not counted), text that must be there
  bad=0
  test "$status" = "$2" || bad=1
  test "$3" = - || test "$requests" = "$3" || bad=1
  grep -qF -- "$4" "$work/out" "$work/err" || bad=1
  grep -qF -- "$key" "$work/out" "$work/err" && bad=1
  say "$1" $bad
}

for provider in openai anthropic ollama; do
  for stream in '' --stream; do
    name="aimock $provider${stream:+ $stream}"
    # shellcheck disable=SC2086
    run $provider good "$aimock" $stream; ends "$name: verified" 0 1 ": verified"
    grep -qF "opened a bridge of 120 metres" "$work/out"; say "$name: the English is there" $?
    run $provider wrong "$aimock" $stream; ends "$name: a wrong number is told and put right" 0 2 ": verified"
    run $provider always-wrong "$aimock" $stream; ends "$name: a number that stays wrong is marked" 1 2 "not verified"
    run $provider talkative "$aimock" $stream; ends "$name: a preamble is taken off" 0 1 ": verified"
    run $provider thinker "$aimock" $stream; ends "$name: thoughts are taken off" 0 1 ": verified"
    grep -q "999" "$work/out"; test $? = 1; say "$name: and not shown" $?
    run $provider no-numbers "$aimock" $stream; ends "$name: paragraphs without their numbers" 0 1 ": verified"
    # aimock has no sign of a cut answer for Ollama.
    test $provider = ollama || run $provider cut "$aimock" $stream
    test $provider = ollama || ends "$name: a cut answer is halved and asked again" 1 3 "the answer was cut"
    run $provider quota "$aimock" $stream; ends "$name: a quota that is used up" 5 1 "exceeded your current quota"
    run $provider nobody "$aimock" $stream; ends "$name: what the server does not know" 5 - "calque: a.txt:"
  done
  run $provider busy-$provider "$aimock"; ends "aimock $provider: busy once" 0 2 ": verified"
done
run openai filtered "$aimock"; ends "aimock openai: a content filter" 1 1 "the service refuses: content_filter"
run openai torn "$aimock" --stream; ends "aimock openai --stream: torn in the middle" 5 - "cut off"

run openai any "$mock"; ends "mock-llm: French is no English" 1 - "not verified"
run openai unknown "$mock"; ends "mock-llm: an unknown model" 5 - 'The model `unknown` does not exist'
run openai long "$mock"; ends "mock-llm: a context that is too small" 5 - "maximum context length is 16 tokens"

run openai any "$strict"; ends "openai-mock-api: verified" 0 - ": verified"
run openai any "$strict" --stream; ends "openai-mock-api --stream: verified" 0 - ": verified"
good=$key key=peer-key-000000000000000
run openai any "$strict"; ends "openai-mock-api: a wrong key" 5 - "OpenAI answers 401"
key=$good
run anthropic any "$strict"; ends "openai-mock-api: not its protocol" 5 - "Anthropic answers 401: Authorization header is required"

echo "$passed passed, $failed failed"
test "$failed" -eq 0
