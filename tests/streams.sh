#!/bin/sh
# Standard input, output and error: closed, full, without a reader, a terminal.
. "$SOURCE/tests/end_to_end"

"$IDX" ingest --db db "$SOURCE/data/sample.txt" >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"

# Closed. The next file that is opened, one of the database's, must not take the stream's place.
run sh -c '"$0" ingest --db closed "$1" <&- >&- 2>&-' "$IDX" "$SOURCE/data/sample.txt"
is 'nowhere to report to is an error' 2 "$status"
is 'nothing was written into the lock file' 0 "$(wc -c <closed/flintlock)"
exits 'the database is sound' 0 "$SRCH" --db closed -q russie
run sh -c '"$0" ingest --db closed missing 2>&-' "$IDX"
is 'without standard error' 2 "$status"
exits 'it is still sound' 0 "$SRCH" --db closed -q russie
run sh -c '"$0" ingest --db closed <&-' "$IDX"
is 'without standard input' 2 "$status"
says 'it is told' 'standard input: Bad file descriptor'
run sh -c '"$0" russie >&-' "$SRCH"
is 'srch without standard output' 2 "$status"
says 'it is told' 'standard output: '
run sh -c '"$0" -q russie >&-' "$SRCH"
is 'unless there is nothing to write' 0 "$status"

# No reader any more.
run sh -c '"$0" -f ids -n 0 --any le la | xargs "$0" show | head -n 1' "$SRCH"
is 'xargs has nothing to complain of' '' "$(cat "$err")"
# unread COMMAND...: its exit status when nobody reads what it prints.
unread() {
    python3 -c 'import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, restore_signals=True)
child.stdout.close()
print(child.wait())' "$@" 2>"$err"
}
is 'a search whose reader has gone found something' 0 "$(unread "$SRCH" -n 0 -f json --any le la)"
is 'and says nothing of it' '' "$(cat "$err")"
is 'an ingest whose reader has gone is done' 0 \
    "$(unread "$IDX" ingest --db gone "$SOURCE/data/sample.txt")"
exits 'its articles are in' 0 "$SRCH" --db gone -q russie

# Full.
if [ -c /dev/full ]; then
    run sh -c '"$0" ingest --db full "$1" >/dev/full' "$IDX" \
        "$SOURCE/data/sample.txt"
    is 'counts that cannot be written are an error' 2 "$status"
    exits 'the articles are in' 0 "$SRCH" --db full -q russie
fi

# What is shown without limit waits in a temporary file.
run sh -c 'ulimit -f 4; "$0" -n 0 -f jsonl --any le la' "$SRCH"
is 'no room for a temporary file' 2 "$status"
says 'it is told' '^srch: a temporary file cannot be written: .*; set TMPDIR to a folder with room$'
prints 'and nothing is shown of it' ''
run env TMPDIR=/nowhere "$SRCH" -n 0 -f ids --any le la
is 'without a temporary file it is shown at once' 0 "$status"
is 'all of it' "$("$SRCH" -c --any le la)" "$(wc -l <"$out")"

done_testing
