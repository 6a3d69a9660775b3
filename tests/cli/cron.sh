# The lines of README.md for cron, as they are written there, in the environment that cron gives them;
# the list names only a feed that does not answer, sendmail keeps what it is given.
printf '<opml><outline xmlUrl="http://127.0.0.1:1/feed"/></opml>' > feeds.opml
mkdir bin && ln -s "$CALQUE" bin/calque
printf '#!/bin/sh\necho "sendmail $*"; grep "^To: "\n' > bin/sendmail && chmod +x bin/sendmail
"$CALQUE" collect -q articles # those without a date are of today
sed -n '/^PATH=/,/^```/p' "$root/README.md" | grep -v '^```' > crontab
grep '^[A-Z_]*=' crontab | sed "s|^PATH=|PATH=$PWD/bin:|" > variables
sed -n 's/^[0-9]* [0-9]* \* \* \*  *//p' crontab | while read -r line; do
  env -i HOME="$HOME" LOGNAME=desk SHELL=/bin/sh CALQUE_LEXICON="$CALQUE_LEXICON" $(cat variables) sh -c "$line" 2>/dev/null
  echo $?
done
grep -c '</html>' digest.html
