# What is no feed, no page or nothing at all is named, and the rest is done.
printf '' > empty.txt
printf '  \n\n' > blank.xml
printf '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "%01100d">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>' 0 > long-entity.xml
printf '<?xml version="1.0"?><TEI><text>Bonjour.</text></TEI>' > tei.xml
printf '<?xml version="1.0"?><rss>\001\002<' > junk.xml
printf '<!doctype html><nav><a href="/">Accueil</a></nav>' > no-article.html
printf '<br />\n<b>Warning</b>: mysql_connect() on line 3<br />\n<?xml version="1.0"?><rss version="2.0"><channel><title>Le Courrier</title><item><title>Le pont rouvre</title><link>https://a.invalid/1</link><description>Le pont de Lorne a rouvert mardi matin, a annoncé la mairie.</description></item></channel></rss>' > warning.xml
"$CALQUE" collect --archive=a.db empty.txt blank.xml long-entity.xml tei.xml junk.xml "$root/tests/feeds/bomb.xml" no-article.html warning.xml 2>&1 | sed "s|$root/||"
"$CALQUE" digest -q --archive=a.db --since=7d --to=json | grep -o '"title": "[^"]*"'
