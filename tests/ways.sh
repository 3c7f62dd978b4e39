#!/bin/sh
# What is stored does not depend on the way in: random articles of few titles, texts and ids give the same
# articles and counts in many runs, in one whose size is known, and through a pipe; with and without --update.
. "$SOURCE/tests/end_to_end"

python3 "$SOURCE/tests/make_ways.py" every >every.jsonl || exit 1
"$IDX" ingest --no-names --db every every.jsonl >"$out" 2>"$err"
"$IDX" export --db every >made.jsonl

# Makes a file large, and no article: a run of it builds beside the database from the first article on.
awk 'BEGIN { printf "%2200000s\n", "" }' >large.jsonl
# Goes in one by one and is as much as goes in so: what follows it through a pipe is built beside.
awk 'BEGIN { printf "{\"title\": \"Long\", \"text\": \""; for (i = 0; i < 70000; i++) printf "mot "; print "\"}" }' \
    >long.jsonl

# sum: added, updated, unchanged and rejected over the lines of counts.
sum() {
    awk '{ a += $2; u += $4; s += $6; r += $8 } END { print a, u, s, r }' "$out"
}

# ingest DATABASE FILE...: with $option
ingest() {
    database=$1
    shift
    # shellcheck disable=SC2086 # an option or none
    unsearched "$IDX" ingest --no-names $option --db "$database" "$@"
}

content() {
    unsearched "$IDX" export --db "$1" | sort
}

# An id in a file twice is rejected: each piece has an article.
for seed in $(seq "${FIRST_SEED:-1}" "${LAST_SEED:-1}"); do
    rm -rf pieces
    mkdir pieces
    python3 "$SOURCE/tests/make_ways.py" random "$seed" 1200 <made.jsonl | split -l 1 -a 4 --additional-suffix=.jsonl - pieces/
    for option in '' --update; do
        rm -rf one bulk
        title="$seed${option:+, $option}"
        # Few enough articles a run that they go in one by one.
        find pieces -name '*.jsonl' | sort | xargs -n 600 >runs
        ingest one long.jsonl >"$out" 2>"$err"
        while read -r files; do
            # shellcheck disable=SC2086 # words
            ingest one $files >>"$out" 2>>"$err"
        done <runs
        wanted=$(sum)
        content one >wanted
        ingest bulk large.jsonl long.jsonl pieces >"$out" 2>"$err"
        is "$title: all at once, counts" "$wanted" "$(sum)"
        content bulk >found
        exits "$title: all at once, articles" 0 cmp wanted found
    done
done

# Through a pipe, where no id is given, for those would come twice in a file.
rm -rf one bulk
grep -hv '"id"' pieces/*.jsonl >piped.jsonl
for option in '' --update; do
    rm -rf one bulk
    ingest one long.jsonl >"$out" 2>"$err"
    ingest one piped.jsonl >>"$out" 2>>"$err" # so little goes in one by one, and is one file each way
    wanted=$(sum)
    content one >wanted
    cat long.jsonl piped.jsonl | ingest bulk --format jsonl - >"$out" 2>"$err"
    is "a pipe${option:+, $option}: counts" "$wanted" "$(sum)"
    content bulk >found
    exits "a pipe${option:+, $option}: articles" 0 cmp wanted found
    rm -rf bulk
    ingest bulk large.jsonl long.jsonl piped.jsonl >"$out" 2>"$err"
    is "a file${option:+, $option}: counts" "$wanted" "$(sum)"
    content bulk >found
    exits "a file${option:+, $option}: articles" 0 cmp wanted found
done

done_testing
