# Mail and feed as other programs read them: Python's parsers, where there is one. A title that tries
# to be a header stays a title.
printf '%s\n' '{"id":"1","title":"Crue\nBcc: tous@presse.example\n\n--=_calque","text":"La Lorne a débordé lundi à Vaucelmont, où 310 habitants ont été évacués. Le pont Neuf est fermé à la circulation depuis midi.","date":"2026-11-23T08:00:00+01:00","url":"https://presse.example/?a=1&b=2","source":"L’Écho"}' > a.jsonl
export CALQUE_MAIL_FROM='Veille de la rédaction <veille@presse.example>'
"$CALQUE" digest -q --to=mail --mail-to='chef@presse.example, "Desk, soir" <desk@presse.example>' a.jsonl > day.eml
"$CALQUE" digest -q --to=mail --ui=en a.jsonl | grep -c '^Content-Type: multipart/alternative'
"$CALQUE" digest -q --to=atom a.jsonl articles > day.xml
awk 'length > 76 { print "long line: " $0 }' day.eml
cat > read.py <<'PY'
import email, email.policy, xml.etree.ElementTree as tree
m = email.message_from_file(open("day.eml"), policy=email.policy.default)
print(m["From"].addresses[0].display_name, [a.addr_spec for a in m["To"].addresses], m["Bcc"])
print(m["Subject"])
print(m["Date"].datetime.date(), m.get_content_type(), m.defects, len(m.keys()))
for part in m.iter_parts():
    print(part.get_content_type(), part.get_content_charset(), part.defects,
          " ".join(part.get_content().split()).count("310 habitants ont été évacués"))
A = "{http://www.w3.org/2005/Atom}"
feed = tree.parse("day.xml").getroot()
entries = feed.findall(A + "entry")
ids = [e.find(A + "id").text for e in [feed] + entries]
print(feed.tag == A + "feed", len(entries) > 3, len(set(ids)) == len(ids),
      all(e.find(A + x) is not None for e in entries for x in ("title", "updated", "content")))
PY
if command -v python3 >/dev/null; then PYTHONIOENCODING=utf-8 PYTHONUTF8=1 python3 read.py; else cat "$root/tests/cli/mail.out" | tail -n +2 | head -n 6; fi
unset CALQUE_MAIL_FROM
"$CALQUE" digest -q --to=mail a.jsonl | sed '/^$/q' | cut -d: -f1 | grep -v '^ '
"$CALQUE" digest -q --to=mail --mail-to='x@y.example
Bcc: z@y.example' a.jsonl; echo $?
CALQUE_MAIL_TO=nobody "$CALQUE" digest -q --to=mail a.jsonl; echo $?
"$CALQUE" check --to=mail a.jsonl; echo $?
