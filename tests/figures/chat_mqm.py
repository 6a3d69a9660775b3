#!/usr/bin/env python3
"""Measures calque on support chats whose errors people marked: of the spans marked Untranslated, how many a
finding of the family leak hits, of those marked Grammar one of grammar; and how many findings stand in segments
without any mark. One line. Standard library only.

  CALQUE=build/calque tests/figures/chat_mqm.py ../shared/corpus/mt/chat_mqm.jsonl.gz

A segment is checked alone, as one message of a chat: nothing around it helps. A span is hit when a finding, notes left
out, shares a character with it; an empty span when it stands in or beside the finding."""
import collections, gzip, json, os, subprocess, sys

PAIRS = {"Untranslated": "leak", "Grammar": "grammar"}  # what people marked -> our family


def check(rows):
    asked = "".join(json.dumps({"id": str(i), "text": r["text"]}, ensure_ascii=False) + "\n" for i, r in enumerate(rows))
    command = [os.environ.get("CALQUE", "build/calque"), "check", "--quiet", "--from=jsonl", "--to=jsonl", "-"]
    answer = subprocess.run(command, input=asked.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    reports = [json.loads(line) for line in answer.splitlines()]
    if [r["id"] for r in reports] != [str(i) for i in range(len(rows))]:
        sys.exit("chat_mqm: the reports are not those of the segments")
    return reports


def findings_of(row, report):
    """(family, start, end) in characters; notes do not count."""
    raw = row["text"].encode()
    place = lambda at: len(raw[:at].decode())
    return [(f["family"], place(f["start"]), place(f["end"])) for f in report["findings"] if f["severity"] != "note"]


def touches(finding, start, end):
    _, first, last = finding
    return first < end and start < last if end > start else first <= start <= last


def main(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    spans, hit, any_hit = collections.Counter(), collections.Counter(), collections.Counter()
    clean_segments = clean_words = alarms = furniture = 0
    for row, report in zip(rows, check(rows)):
        found = findings_of(row, report)
        for start, end, kind, _ in row["spans"]:
            if kind not in PAIRS: continue
            meets = [f for f in found if touches(f, start, end)]
            spans[kind] += 1
            hit[kind] += any(f[0] == PAIRS[kind] for f in meets)
            any_hit[kind] += bool(meets)
        if not row["spans"]:
            clean_segments += 1
            clean_words += len(row["text"].split())
            alarms += len(found)
            furniture += sum(f[0] == "boilerplate" for f in found)
    share = ", ".join(f"{kind} {hit[kind]}/{spans[kind]} by {PAIRS[kind]} ({any_hit[kind]} by any)" for kind in PAIRS)
    rate = 1000 * alarms / clean_words if clean_words else 0
    print(f"chat_mqm: {share}; {rate:.2f} findings per 1,000 words in "
          f"{clean_segments} segments without errors ({alarms}, of which boilerplate {furniture})")


if len(sys.argv) != 2: sys.exit(__doc__)
main(sys.argv[1])
