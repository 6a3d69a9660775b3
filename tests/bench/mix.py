#!/usr/bin/env python3
"""100,000 articles of those of a corpus ({"id", "title", "article" or "text", "date"} a line), the same
every time: first the articles themselves, then every other sentence of one with every other sentence
of a second, so that many tell the same in part. For tests/bench/run.sh."""
import gzip, json, re, sys

MANY = 100_000
BREAK = re.compile(r'(?<=[.!?]) (?=[A-ZÀ-Ý«"])')

path = sys.argv[1]
with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
    rows = [json.loads(line) for line in lines]
texts = [row.get("article") or row.get("text") or "" for row in rows]
sentences = [BREAK.split(text) for text in texts]
for k in range(MANY):
    a, turn = k % len(rows), k // len(rows)
    text, title = texts[a], rows[a].get("title") or ""
    if turn:
        b = (a * 7919 + turn * 104729) % len(rows)
        text = " ".join(sentences[a][turn % 2 :: 2] + sentences[b][(turn + 1) % 2 :: 2])
        title += " ; " + (rows[b].get("title") or "")
    json.dump({"id": str(k), "title": title, "text": text, "date": rows[a].get("date")}, sys.stdout, ensure_ascii=False)
    print()
