# A digest of what was collected; the same articles give the same stories from files and archive.
mkdir feeds && cp "$root"/tests/feeds/wordpress.xml "$root"/tests/feeds/spip.xml feeds
"$CALQUE" collect -q --archive=a.db feeds articles/lorne-crue-good-*.txt
"$CALQUE" digest -q --to=json --date=2026-11-22 feeds articles/lorne-crue-good-*.txt | tr ',' '\n' | grep -c '"verdict"'
"$CALQUE" digest -q --to=json --date=2026-11-22 --archive=a.db | tr ',' '\n' | grep -c '"verdict"'
"$CALQUE" digest -q --archive=a.db --since=2040-01-01 --to=json | grep -c '"stories": \[\]'
"$CALQUE" digest --archive=none.db; echo $?
"$CALQUE" digest --since=25; echo $?
"$CALQUE" digest --since=24h 2>/dev/null; echo $?
