#!/bin/sh
# How far an ingest is, on a terminal only: one line that is written over and gone in the end.
. "$SOURCE/tests/end_to_end"

python3 "$SOURCE/tests/make_many.py" 3000 1000 | # without those that come again
    awk '(NR - 1) % 50 == 0 || (NR - 1) % 50 % 11 != 0' >many.jsonl

# on_terminal COMMAND...: what it writes to standard error, a terminal; the rest goes to $out.
on_terminal() {
    python3 - "$@" <<'PYTHON' 2>&1
import os, pty, subprocess, sys
screen, terminal = pty.openpty()
with open(".out", "wb") as out, open("many.jsonl", "rb") as input:
    command = subprocess.Popen(sys.argv[1:], stdin=input, stdout=out, stderr=terminal)
os.close(terminal)
shown = b""
while True:
    try:
        piece = os.read(screen, 65536)
    except OSError:
        break
    if not piece:
        break
    shown += piece
command.wait()
sys.stdout.buffer.write(shown)
PYTHON
}

# lines: each state of the line, without what blots out the one before.
lines() {
    tr '\r' '\n' <shown | sed 's/ *$//' | grep -v '^$'
}

on_terminal "$IDX" ingest --db db many.jsonl >shown
articles=$(wc -l <many.jsonl)
prints 'its result is that of any other' "many.jsonl: $articles added, 0 updated, 0 unchanged, 0 rejected"
is 'it shows how far it is' 1 "$(($(lines | grep -cE '^[0-9]+ articles, [0-9]+\.[0-9] MB/s, [0-9]+:[0-9]{2} left$') > 1))"
is 'and that it writes' "$articles articles, being written" "$(lines | tail -n 1)"
is 'nothing else' 0 "$(lines | grep -cvE '^[0-9]+ articles, ([0-9]+\.[0-9] MB/s, [0-9]+:[0-9]{2} left|being written)$')"
is 'the number never falls' '' "$(lines | cut -d ' ' -f 1 | sort -nc 2>&1)"
is 'on one line' 0 "$(tr -dc '\n' <shown | wc -c)"
is 'which is blank in the end' 1 "$(tail -c 45 shown | tr '\r' '\n' | tail -n 2 | grep -c '^ \{20,\}$')"

on_terminal "$IDX" ingest --db third - >shown
is 'of standard input no time left is known' 0 "$(lines | grep -c left)"
is 'but the rest' 1 "$(($(lines | grep -cE '^[0-9]+ articles, [0-9]+\.[0-9] MB/s$') > 0))"
on_terminal "$IDX" ingest --json --db other many.jsonl >shown
is 'nothing beside JSON' '' "$(cat shown)"
exits 'in a pipe' 0 "$IDX" ingest --lint many.jsonl
is 'nothing' '' "$(cat "$err")"

done_testing
