#!/bin/sh
# What idx reports as done survives a power cut: each file that it wrote was synced, each name kept by a
# sync of its folder, and nothing takes the place of another before that.
. "$SOURCE/tests/end_to_end"

python3 "$SOURCE/tests/make_many.py" 20 1 >few.jsonl &&
    python3 "$SOURCE/tests/make_many.py" 140 1 >many.jsonl &&
    python3 "$SOURCE/tests/make_many.py" 140 2000 >more.jsonl || exit 1
python3 "$SOURCE/tests/make_many.py" 10 40 >again.jsonl
printf 'Bami\tperson\tLoubara|Télou|Mira\n' >entities.tsv

# keeps TITLE COMMAND OPERAND...: runs it on the database and looks at what it synced.
keeps() {
    title=$1
    shift
    command=$1
    shift
    rm -f log
    head -c 8 /dev/zero >counter
    LD_PRELOAD=$FAULT REVUE_FAULT_COUNTER=$work/counter REVUE_FAULT_LOG=$work/log \
        "$IDX" "$command" --db home/new/db "$@" >"$out" 2>"$err" || echo "failed" >>"$err"
    python3 "$SOURCE/tests/durable.py" log "$work" >lost 2>&1
    cat "$err" >>lost
    is "$title" '' "$(grep -v ' was given on line \| list of entities has changed' lost)"
    is 'it wrote' 1 "$(($(grep -c '^pwrite' log) > 0))"
}

keeps 'a new database' ingest few.jsonl
keeps 'a few articles more' ingest --entities entities.tsv again.jsonl
keeps 'many' ingest few.jsonl many.jsonl more.jsonl
is 'these were exchanged' 1 "$(grep -c 'exchange.*new/db$' log)"
keeps 'a deletion' delete given-7
keeps 'other entities' retag --entities entities.tsv
keeps 'a decision' entities accept Talo person
keeps 'another, in the same list' entities reject Bami
keeps 'a compaction' compact
keeps 'a rebuild' rebuild

done_testing
