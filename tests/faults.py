"""Makes the calls of the system that idx needs fail, one in a run:
faults.py IDX LIBRARY SHARE [COMMAND]...

LIBRARY is fault.c, built. SHARE is how many runs of each command and each kind of fault, 0 for a run
for every single call; COMMAND those of COMMANDS below that are tried, all unless told. After each run
the articles of before are there and whole, those that were reported too; the same command again
finishes, and nothing is left beside the database. The last line counts the runs; lines before it tell
what was wrong.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys

IDX, LIBRARY, SHARE = sys.argv[1], sys.argv[2], int(sys.argv[3])
KINDS = ["io", "full", "short", "kill"]
NAMES = re.compile(r"flintlock|iamglass|(postlist|termlist|docdata|spelling|synonym|position)\.glass")

# What is tried: the database before it (None: there is none), the command, whether it does all or
# nothing, and the exit statuses of the same command run once more.
COMMANDS = {
    "plain, new": (None, ["ingest", "few.jsonl"], True, [0]),
    "plain": ("earlier", ["ingest", "few.jsonl"], True, [0]),
    "update": ("earlier", ["ingest", "--update", "changed.jsonl"], True, [0]),
    "bulk, new": (None, ["ingest", "--jobs", "1", "many.jsonl"], False, [0]),
    "bulk": ("earlier", ["ingest", "--jobs", "1", "few.jsonl", "many.jsonl"], False, [0]),
    "delete": ("earlier", ["delete", "given-7", "given-14"], True, [0, 1]),
    "retag": ("earlier", ["retag", "--entities", "entities.tsv"], True, [0]),
    "decide": ("earlier", ["entities", "--entities", "own.tsv", "accept", "Mira", "person"], True, [0]),
    "compact": ("earlier", ["compact"], True, [0]),
    "rebuild": ("earlier", ["rebuild", "--jobs", "1"], True, [0]),
}


def idx(arguments, **environment):
    """Runs idx on `db`: its exit status, negative for a signal, what it printed and its messages."""
    result = subprocess.run([IDX, arguments[0], "--db", "db"] + arguments[1:], timeout=120,
                            env={**os.environ, **environment}, capture_output=True, text=True)
    return result.returncode, result.stdout, result.stderr


def state():
    """The articles, and how often each entity is named; None when there is no database yet."""
    if not os.path.exists("db/iamglass"):
        return None
    status, articles, messages = idx(["export"])
    assert status == 0, messages
    return sorted(articles.splitlines()), idx(["entities"])[1]


def put_back(before):
    shutil.rmtree("db", ignore_errors=True)
    for list_of_entities in ("own.tsv", ".own.tsv.new"):
        if os.path.exists(list_of_entities):
            os.remove(list_of_entities)
    if before:
        shutil.copytree(before, "db")


def run_with_fault(arguments, kind, at):
    with open("counter", "wb") as counter:
        counter.write(bytes(8))
    return idx(arguments, LD_PRELOAD=LIBRARY, REVUE_FAULT_COUNTER=os.path.abspath("counter"),
               REVUE_FAULT_KIND=kind, REVUE_FAULT_AT=str(at), REVUE_FAULT_LOG=os.path.abspath("log"))


def wrong_ending(status, printed, messages, unbroken):
    if status == 0 and printed != unbroken[1]:
        yield "done, but it prints " + printed
    if status == 2 and not re.fullmatch(r"idx: [^\n]+\n", messages):
        yield "its message is not one line: " + messages
    if status not in (0, 2, -9):
        yield "exit status %s: %s" % (status, messages)


def wrong_state(status, printed, before, after, at_once):
    """What is wrong with the database now, by what it was and what it would be."""
    now = state()
    if now is None:
        if before is not None or status == 0:
            yield "the database is gone"
        return
    checked, findings, messages = idx(["check"])
    if checked != 0:
        yield "idx check: %s%s" % (findings, messages)
    blank = ([], "")
    allowed = [after] if status == 0 else [before or blank, after]
    if (at_once or status == 0) and now not in allowed:
        yield "the state is neither that of before nor that of after"
    earlier = set(before[0] if before else [])
    if not (earlier & set(after[0]) <= set(now[0]) <= earlier | set(after[0])):
        yield "articles are lost or not whole"
    reported = sum(int(count) for count in re.findall(r": (\d+) added", printed))
    if len(now[0]) < len(earlier & set(after[0])) + reported:
        yield "articles that were reported are not there"


def wrong_afterwards(arguments, after, statuses):
    """The same command again, without a fault."""
    status, _, messages = idx(arguments)
    if status not in statuses:
        yield "again: exit status %d: %s" % (status, messages)
    elif state() != after:
        yield "again: it does not finish the work"
    left = [name for name in os.listdir(".") if name.startswith(("db.", ".own."))]
    left += [name for name in os.listdir("db") if not NAMES.fullmatch(name)]
    if left:
        yield "left behind: " + " ".join(left)


def choose(calls, kind):
    """Which calls are to fail: all, or a share in which the many writes of blocks are few."""
    numbers = range(1, len(calls) + 1)
    if SHARE == 0:
        return numbers
    chance = random.Random("%s of %d" % (kind, len(calls)))
    rare = [number for number in numbers if calls[number - 1] != "pwrite"]
    return sorted(chance.sample(rare, min(SHARE - 1, len(rare))) + chance.sample(numbers, 1))


def try_command(name):
    """Runs one command with each fault that is chosen: how many runs, and how many went wrong."""
    folder, arguments, at_once, statuses = COMMANDS[name]
    put_back(folder)
    before = state()
    open("log", "w").close()
    unbroken = run_with_fault(arguments, "none", 0)
    assert unbroken[0] == 0, unbroken
    after = state()
    with open("log") as log:
        calls = [line.split("\t")[0] for line in log]
    runs = faults = 0
    for kind in KINDS:
        for at in choose(calls, kind):
            put_back(folder)
            open("log", "w").close()
            status, printed, messages = run_with_fault(arguments, kind, at)
            wrong = [*wrong_ending(status, printed, messages, unbroken),
                     *wrong_state(status, printed, before, after, at_once),
                     *wrong_afterwards(arguments, after, statuses)]
            runs += 1
            faults += bool(wrong)
            for what in wrong:
                print("%s, %s at call %d of %d (%s): %s"
                      % (name, kind, at, len(calls), calls[at - 1], what.strip()))
    return runs, faults


def make_inputs():
    def articles(count, first):
        script = os.path.join(os.environ["SOURCE"], "tests", "make_many.py")
        made = subprocess.run([sys.executable, script, str(count), str(first)], check=True,
                              capture_output=True, text=True).stdout
        return made.splitlines(keepends=True)

    def write(name, lines):
        with open(name, "w") as file:
            file.writelines(lines)

    changed = [json.loads(line) for line in articles(10, 1)]
    write("earlier.jsonl", articles(20, 1))
    write("changed.jsonl", [json.dumps({**article, "text": "Un autre texte."}) + "\n"
                            for article in changed if "id" not in article])
    write("few.jsonl", articles(20, 100))
    # None of those that come again: the run without a fault rejects nothing.
    write("many.jsonl", [line for number, line in enumerate(articles(200, 1000))
                         if number % 50 not in (11, 22, 33, 44)])
    write("entities.tsv", ["Bami\tperson\tLoubara|Télou|Mira\n"])


make_inputs()
put_back(None)
assert idx(["ingest", "earlier.jsonl"])[0] == 0
os.rename("db", "earlier")
totals = [try_command(name) for name in sys.argv[4:] or COMMANDS]
print("%d runs, %d wrong" % tuple(map(sum, zip(*totals))))
