# A folder's .env may name a service, but may not send a key of the environment to an address of its own.
printf 'Le pont de Brossac est fermé.\n' >a.txt
run() { env -i PATH="$PATH" HOME="$HOME" CALQUE_LEXICON="$CALQUE_LEXICON" "$@"; echo $?; }
printf 'OPENAI_MODEL=m\nOPENAI_BASE_URL=http://127.0.0.1:9/v1\n' >.env
run OPENAI_API_KEY=sk-mine-8f3a1c9b "$CALQUE" english a.txt
run OPENAI_API_KEY=sk-mine-8f3a1c9b "$CALQUE" english --provider=openai a.txt
run OPENAI_API_KEY=sk-mine-8f3a1c9b "$CALQUE" summarize --english a.txt
run OPENAI_API_KEY=sk-mine-8f3a1c9b "$CALQUE" english --list | grep '^openai' | cut -c1-20
run OPENAI_API_KEY=sk-mine-8f3a1c9b "$CALQUE" check -q a.txt >/dev/null
run OPENAI_API_KEY=sk-mine-8f3a1c9b "$CALQUE" english -q --dry-run --url=http://127.0.0.1:8/v1 --provider=openai a.txt | grep '^POST\|^Auth'
run DEEPL_AUTH_KEY=other-8f3a1c9b "$CALQUE" english -q --dry-run --provider=openai a.txt | grep '^POST\|^Auth'
echo 'OPENAI_API_KEY=sk-file-8f3a1c9b' >>.env
run "$CALQUE" english -q --dry-run a.txt | grep '^POST\|^Auth'
run OPENAI_BASE_URL=http://127.0.0.1:7/v1 "$CALQUE" english -q --dry-run a.txt | grep '^POST\|^Auth'
