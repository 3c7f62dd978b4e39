#!/bin/sh
# A crash ends in one line that says what to do, and a check that never ends is ended. A sanitizer tells of
# crashes itself.
. "$SOURCE/tests/end_to_end"

# crashes NAME PROGRAM OPERAND...: it waits for what comes through a pipe, and gets what a crash would give it.
crashes() {
    name=$1
    shift
    mkfifo "pipe.$name"
    "$@" <"pipe.$name" >"$out" 2>"$err" &
    process=$!
    exec 9>"pipe.$name"
    until grep -q 'SigCgt:.*[4-7c-f]..$' "/proc/$process/status"; do # bit 10 is SIGSEGV's
        sleep 0.01
    done
    kill -SEGV $process
    wait $process
    is "a crash of $name: exit 2" 2 $?
    exec 9>&-
    says 'is told' "^$name: .*idx check finds where, idx rebuild mends it"
    is 'in a line' 1 "$(wc -l <"$err")"
}

"$IDX" ingest --db db --date 2019-02-14 "$SOURCE/data/sample.txt" >"$out" 2>"$err"
crashes idx "$IDX" ingest --db db -
crashes srch "$SRCH" --db db --batch -
exits 'the database is sound' 0 "$IDX" check --db db

if [ -n "${REVUE_LONG_TESTS:-}" ]; then # half a minute; call 1 is the fork
    head -c 8 /dev/zero >counter
    exits 'a check that goes round in circles' 2 env LD_PRELOAD="$FAULT" REVUE_FAULT_COUNTER="$work/counter" \
        REVUE_FAULT_KIND=spin REVUE_FAULT_AT=2 "$IDX" check --db db
    says 'is ended' '^idx: the database is damaged: reading it failed badly'
fi

done_testing
