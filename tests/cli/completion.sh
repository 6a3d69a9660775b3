# The completions are scripts that their shells accept, and bash completes.
"$CALQUE" help --bash >calque.bash
bash -n calque.bash && bash -c '
  . ./calque.bash
  COMP_WORDS=(calque ch) COMP_CWORD=1; _calque; echo "${COMPREPLY[@]}"
  COMP_WORDS=(calque check --to = sa) COMP_CWORD=4; _calque; echo "${COMPREPLY[@]}"
  COMP_WORDS=(calque summarize -t sa) COMP_CWORD=3; _calque; echo "${COMPREPLY[@]}"
  COMP_WORDS=(calque summarize --sent) COMP_CWORD=2; _calque; echo "${COMPREPLY[@]}"
' 2>/dev/null
"$CALQUE" help --zsh | head -n 1
"$CALQUE" help --fish | grep -c 'fish_seen_subcommand_from check'  >/dev/null && echo fish
if command -v zsh >/dev/null; then "$CALQUE" help --zsh >z && zsh -n z; fi
if command -v fish >/dev/null; then "$CALQUE" help --fish >f && fish -n f; fi
