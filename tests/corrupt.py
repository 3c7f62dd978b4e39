"""Changes single bytes of a database's files, one at a time and the same way on every run, and looks
what idx check and srch make of it: corrupt.py IDX SRCH DATABASE COUNT

A change is harmless, or idx check finds it, or srch reports an error. It is a fault when a program
crashes or hangs, or when srch answers otherwise than before and idx check finds nothing. The last line counts
each kind; lines before it tell the faults.
"""
import collections
import os
import random
import re
import shutil
import subprocess
import sys

# Asked in one start, and what has options of its own in others: a start costs more than a query.
BATCH = ["russe OU base OU militaire", '"base militaire"', "entite:maduro", "milit*"]
ALONE = [
    ["--since", "0001", "-n", "0"],
    ["-n", "0", "--since", "0001", "--sort", "title", "-f", "json", "--fields", "id,text,entities,outlet"],
]


def ended_in_library(messages):
    """Whether libxapian read where it must not, which AddressSanitizer tells; else the programs end in a line and
    with the status of a reported error then (segfault.sh)."""
    frame = re.search(rb"#0 .*", messages)
    return b"AddressSanitizer: SEGV" in messages and frame and b"/libxapian" in frame.group()


def run(command, leaks=True):
    """The exit status, what was printed and the messages; the status is None after a crash or when it hangs, which
    is told."""
    environment = dict(os.environ)
    if not leaks:
        environment["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    try:
        result = subprocess.run(command, capture_output=True, timeout=60, env=environment)
    except subprocess.TimeoutExpired:
        print("hangs: %s" % command)
        return None, b"", b""
    if ended_in_library(result.stderr):
        return 2, b"", b""
    crashed = result.returncode not in (0, 1, 2)
    if command[0] == SRCH and b"Sanitizer" in result.stderr:
        crashed = True
    if crashed:
        print("exit status %d: %s: %s" % (result.returncode, command, result.stderr[-2000:]))
    return None if crashed else result.returncode, result.stdout, result.stderr


def batch_answers(database, leaks):
    """What each query of the batch answers. A batch goes on after a query that failed, and tells its line."""
    status, printed, messages = run([SRCH, "--db", database, "-n", "0", "--batch", "queries.tsv"], leaks)
    failed = {int(line) for line in re.findall(rb"^queries\.tsv:(\d+): ", messages, re.MULTILINE)}
    hits = collections.defaultdict(list)
    for line in printed.split(b"\n"):
        hits[line.split(b"\t")[0]].append(line)
    if status is None or (status == 2 and not failed):
        return [(status, b"")] * len(BATCH)
    return [(2 if line in failed else 0, b"\n".join(hits[b"%d" % line])) for line in range(1, len(BATCH) + 1)]


def answers(database, number, opened=True):
    """What the queries answer, in their order. They meet the same damage, so that one start is searched for leaks:
    another for each number. Of a database that may not be OPENED the batch is enough when it fails: the others
    would fail before they are read, and in the same way."""
    searched = number // 3 % 3
    answered = batch_answers(database, leaks=searched == 0 or not opened)
    if opened or answered[0][0] != 2:
        for place, query in enumerate(ALONE, 1):
            answered.append(run([SRCH, "--db", database] + query, leaks=searched == place)[:2])
    return answered


def change_byte(path, choice):
    at = choice.randrange(os.path.getsize(path))
    mask = choice.randrange(1, 256)
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ mask]))
    return at, mask


def judge(database, before, number, opened):
    checked = run([IDX, "check", "--db", database])[0]
    after = answers(database, number, opened)
    if checked is None or any(status is None for status, _ in after):
        return "crashed"
    if checked != 0:
        return "found"
    if any(answer[0] != 2 and answer != expected for answer, expected in zip(after, before)):
        return "silent"
    return "reported" if any(status == 2 for status, _ in after) else "harmless"


IDX, SRCH, DATABASE = sys.argv[1:4]
choice = random.Random(int(os.environ.get("REVUE_SEED", "20261126")))
files = sorted(name for name in os.listdir(DATABASE) if os.path.getsize(os.path.join(DATABASE, name)))
with open("queries.tsv", "w", encoding="utf-8") as batch:
    batch.writelines("%d\t%s\n" % query for query in enumerate(BATCH, 1))
before = answers(DATABASE, 0)
assert all(status == 0 and printed for status, printed in before), before
counts = collections.Counter()
for number in range(int(sys.argv[4])):
    shutil.rmtree("corrupted", ignore_errors=True)
    shutil.copytree(DATABASE, "corrupted")
    name = files[number % len(files)]
    place = change_byte(os.path.join("corrupted", name), choice)
    kind = judge("corrupted", before, number, opened=name != "iamglass")
    counts[kind] += 1
    if kind in ("crashed", "silent"):
        print("%s: change %d, byte %d of %s by %d" % ((kind, number) + (place[0], name, place[1])))
print(", ".join("%d %s" % (counts[kind], kind)
                for kind in ("harmless", "found", "reported", "silent", "crashed")))
