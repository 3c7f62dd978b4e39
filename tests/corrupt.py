"""Changes single bytes of a database's files, one at a time and the same way on every run, and looks
what idx check and srch make of it: corrupt.py IDX SRCH DATABASE COUNT

A change is harmless, or idx check finds it, or srch reports an error. It is a fault when a program
crashes or hangs, or when srch answers otherwise than before and idx check finds nothing. The last line counts
each kind; lines before it tell the faults.
"""
import collections
import os
import random
import shutil
import subprocess
import sys

QUERIES = [
    ["--any", "russe base militaire"],
    ["--since", "0001", "-n", "0"],
    ['"base militaire"'],
    ["--entity", "maduro"],
    ["milit*"],
    ["-n", "0", "--since", "0001", "--sort", "title", "-f", "json", "--fields", "id,text,entities,outlet"],
]


def run(command, leaks=True):
    """The exit status and what was printed; the status is None after a crash or when it hangs, which is told."""
    environment = dict(os.environ)
    if not leaks:
        environment["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    try:
        result = subprocess.run(command, capture_output=True, timeout=60, env=environment)
    except subprocess.TimeoutExpired:
        print("hangs: %s" % command)
        return None, b""
    crashed = result.returncode not in (0, 1, 2)
    if command[0] == SRCH and b"Sanitizer" in result.stderr:
        crashed = True
    if crashed:
        print("exit status %d: %s: %s" % (result.returncode, command, result.stderr[-2000:]))
    return None if crashed else result.returncode, result.stdout


def answers(database, number, opened=True):
    """What the queries answer, by their places. They meet the same damage, so that one is searched for leaks:
    another for each number, which is asked first. Of a database that may not be OPENED that one is enough
    when it fails: the others would fail before they are read, and in the same way."""
    answered = {}
    for turn in range(len(QUERIES)):
        place = (number + turn) % len(QUERIES)
        answered[place] = run([SRCH, "--db", database] + QUERIES[place], leaks=turn == 0)
        if not opened and answered[place][0] == 2:
            break
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
    if checked is None or any(status is None for status, _ in after.values()):
        return "crashed"
    if checked != 0:
        return "found"
    if any(answer[0] != 2 and answer != before[place] for place, answer in after.items()):
        return "silent"
    return "reported" if any(status == 2 for status, _ in after.values()) else "harmless"


IDX, SRCH, DATABASE = sys.argv[1:4]
choice = random.Random(int(os.environ.get("REVUE_SEED", "20261126")))
files = sorted(name for name in os.listdir(DATABASE) if os.path.getsize(os.path.join(DATABASE, name)))
before = answers(DATABASE, 0)
assert all(status == 0 for status, _ in before.values()), before
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
