# No room for what was told: the digest is there, the archive as it was, and the status says so.
"$CALQUE" digest -q --archive=a.db --date=2026-11-22 --to=json articles > first.json; echo $?
cp a.db before.db
(trap '' XFSZ; ulimit -f 40; "$CALQUE" digest -q --archive=a.db --date=2026-11-23 --stories=1 articles | grep -c '^ *1\. '
 "$CALQUE" digest -q --archive=a.db --date=2026-11-23 --stories=1 articles > /dev/null; echo $?)
"$CALQUE" digest -q --archive=a.db --date=2026-11-24 --to=json articles > a.json; echo $?
"$CALQUE" digest -q --archive=before.db --date=2026-11-24 --to=json articles | cmp - a.json && echo same
"$CALQUE" digest -q --archive=a.db --date=2026-11-22 --to=json articles | cmp - first.json && echo same
# Two at once.
for i in 1 2 3 4; do "$CALQUE" digest -q --archive=b.db --date=2026-11-22 --to=json articles > two$i.json & done; wait
cat two1.json two2.json two3.json two4.json | sort | uniq -c | awk '$1 % 4 { print "differs"; exit } END { print "done" }'
cmp two1.json first.json && echo same
# An archive that cannot be written can be read.
"$CALQUE" collect -q --archive=c.db articles/*.txt
"$CALQUE" digest -q --archive=c.db --since=7d --to=json > c.json; ls c.db*
(trap '' XFSZ; ulimit -f 40; "$CALQUE" digest -q --archive=c.db --since=7d --to=json | cmp - c.json && echo same
 "$CALQUE" collect -q --archive=c.db articles/lorne-crue-page.html; echo $?)
