# README.md, .env.example and the manual say what the tables say; make docs puts them right.
"$CALQUE" help --env | diff -u "$root/.env.example" - || echo ".env.example has drifted: make docs"
"$CALQUE" help --readme >tables
for table in commands options checks environment providers statuses; do
  sed -n "/^<!-- $table:/,/^<!-- .$table -->/p" tables >new
  sed -n "/^<!-- $table:/,/^<!-- .$table -->/p" "$root/README.md" >old
  test -s old && cmp -s old new || { echo "README.md, $table has drifted: make docs"; diff old new; }
done
"$CALQUE" help --man >man
for name in $(sed -n 's/^| `\(-., \)*\(--[a-z-]*\).*/\2/p; s/^| `\([A-Z_]*\)`.*/\1/p' tables); do
  grep -qF -- "$(echo "$name" | sed 's/-/\\-/g')" man || echo "the manual lacks $name"
done
tail -n 2 man | grep -c hunspell
if command -v groff >/dev/null; then groff -man -Kutf8 -Tutf8 -ww -rLL=80n man 2>&1 >/dev/null; fi
