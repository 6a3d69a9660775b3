# The commands of the unit as systemd would run them (%h and the installed program replaced), with a
# feed that does not answer and a sendmail that keeps what it is given; the unit and the timer by
# systemd's own judgement, where it is here.
printf '<opml><outline xmlUrl="http://127.0.0.1:1/feed"/></opml>' > feeds.opml
mkdir bin && printf '#!/bin/sh\necho "sendmail $*"; grep -c "^To: "\n' > bin/sendmail && chmod +x bin/sendmail
units=$root/contrib/systemd
for unit in "$units"/*; do sed "s|/usr/local/bin/calque|$CALQUE|g; s|/usr/sbin/|$PWD/bin/|; s|%h|$PWD|g" "$unit" > "$(basename "$unit")"; done
"$CALQUE" collect -q articles # those without a date are of today
export CALQUE_MAIL_TO=desk@paper.example
sed -n 's/^ExecStart=//p' calque-digest.service > commands
while read -r line; do
  case $line in -*) sh -c "${line#-}" 2>/dev/null; echo "may fail: $?" ;; *) sh -c "$line" 2>/dev/null; echo $? ;; esac
done < commands
grep -c '</html>' digest.html
if command -v systemd-analyze >/dev/null; then
  systemd-analyze verify --man=no --recursive-errors=no ./calque-digest.service ./calque-digest.timer 2>&1 | grep calque
  systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' calque-digest.timer)" >/dev/null || echo "systemd does not know the time"
fi
