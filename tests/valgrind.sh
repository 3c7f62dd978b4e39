#!/bin/sh
# A small ingest, the other commands and some searches under valgrind: no byte is read that was not
# written, nothing is freed twice or lost.
. "$SOURCE/tests/end_to_end"

if ! command -v valgrind >"$out"; then
    echo "1..0 # SKIP no valgrind here"
    exit 0
fi

# clean TITLE STATUS COMMAND...: exits so, and valgrind finds nothing, in child processes neither.
clean() {
    title=$1
    expected=$2
    shift 2
    exits "$title" "$expected" valgrind -q --leak-check=full --errors-for-leak-kinds=definite \
        --error-exitcode=99 --log-file=found.%p "$@"
    cat found.* >"$err"
    rm -f found.*
    is 'clean' '' "$(cat "$err")"
}

python3 "$SOURCE/tests/make_many.py" 160 1 | grep -v '"id"' >many.jsonl # enough to be built beside
clean 'a new database' 0 "$IDX" ingest --db db "$SOURCE/data/sample.txt"
clean 'many' 0 "$IDX" ingest --db db --jobs 1 many.jsonl many.jsonl
clean 'words' 0 "$SRCH" --db db base militaire russe
clean 'a phrase, a prefix, a wrong word' 0 "$SRCH" --db db --any -f json '"base militaire" venezuel* caracs'
clean 'filters' 0 "$SRCH" --db db --entity Maduro --outlet opinion -n 0
clean 'a wrong query' 2 "$SRCH" --db db '"base'
clean 'an article' 1 "$SRCH" --db db show nothing
clean 'a check' 0 "$IDX" check --db db
clean 'an export' 0 "$IDX" export --db db --format digest

done_testing
