# --output replaces the file at once and keeps its permissions and links; what fails leaves it alone.
echo old >result; chmod 640 result; ln -s result link
"$CALQUE" clean --output=link --to=jsonl -q articles/nearly-empty.txt
grep -c '"id"' result; stat -c '%a' result; test -L link && echo "still a link"
echo old >result
"$CALQUE" clean --output=result missing.txt; echo "$?: $(cat result)"
"$CALQUE" clean --output=new articles/nearly-empty.txt && ls
