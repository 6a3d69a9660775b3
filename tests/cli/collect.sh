# Feeds, files and folders go into the archive once; wrong ones are named and the rest is done.
ln -s "$root/tests/feeds" feeds
"$CALQUE" collect --archive=a.db feeds/wordpress.xml feeds/feed.json; echo $?
"$CALQUE" collect --archive=a.db feeds/wordpress.xml articles/lorne-crue-good-1.txt; echo $?
CALQUE_ARCHIVE=a.db "$CALQUE" collect -q feeds/bomb.xml; echo $?
"$CALQUE" collect feeds/blogger-atom.xml; echo $?; ls .local/share/calque/archive.db
"$CALQUE" collect; echo $?
"$CALQUE" collect --archive=feeds/list.opml feeds/blogger-atom.xml; echo $?
"$CALQUE" collect --archive=none/a.db feeds/blogger-atom.xml; echo $?
"$CALQUE" collect --archive=a.db http://127.0.0.1:1/feed
