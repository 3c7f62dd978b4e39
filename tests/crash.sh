#!/bin/sh
# kill -9 at random moments of an ingest: the database opens as it is, with whole articles, the earlier
# ones and all that were reported; the same command finishes the work. REVUE_LONG_TESTS=1 kills 200 times.
. "$SOURCE/tests/end_to_end"

rounds=3 # of eight kills each
if [ -n "${REVUE_LONG_TESTS:-}" ]; then
    rounds=25
fi
seed=${REVUE_SEED:-20190214}
echo "# seed $seed; REVUE_SEED sets another"

mkdir plain bulk # too little for shards, and enough
python3 "$SOURCE/tests/make_many.py" 40 >earlier.jsonl &&
    python3 "$SOURCE/tests/make_many.py" 60 1000 >both.jsonl &&
    python3 "$SOURCE/tests/make_many.py" 200 2000 >more.jsonl || exit 1
split -l 20 -a 1 --additional-suffix=.jsonl both.jsonl plain/
cat both.jsonl more.jsonl | split -l 65 -a 1 --additional-suffix=.jsonl - bulk/
"$IDX" ingest --db earlier earlier.jsonl >"$out" 2>"$err" || exit 1
mkdir nothing

# list DATABASE: its articles, one a line, in a fixed order.
list() {
    "$IDX" export --db "$1" 2>>errors | sort
}

# ids: of a list of articles, in their order.
ids() {
    sed 's/^{"id":"\([^"]*\)".*/\1/' | sort
}

list earlier | ids >earlier.ids
: >nothing.ids
for way in plain bulk; do
    for before in nothing earlier; do
        cp -r $before $way-$before
        start=$(date +%s%N)
        "$IDX" ingest --db $way-$before $way >"$out" 2>"$err" || echo failed >>errors
        echo $((($(date +%s%N) - start) / 1000)) >$way-$before.microseconds
        list $way-$before >$way-$before.articles
        ids <$way-$before.articles >$way-$before.ids
    done
done
cat errors >>"$err"
is 'unbroken runs' 0 "$(wc -l <errors)"
is 'put articles in' 1 "$(($(wc -l <bulk-earlier.ids) > 250 && $(wc -l <plain-nothing.ids) > 50))"

# kill_once WAY BEFORE: an ingest into `db`, killed at a random moment; what it reported is in `reported`. One
# that had ended already was faster than the unbroken run: the next moments are earlier.
kill_once() {
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    moment=$((seed / 16 % $(cat "$1-$2.microseconds")))
    "$IDX" ingest --db db "$1" >reported 2>/dev/null &
    process=$!
    sleep "$((moment / 1000000)).$(printf %06d $((moment % 1000000)))"
    if ! kill -9 $process 2>/dev/null; then
        finished=$((finished + 1))
        echo $(($(cat "$1-$2.microseconds") * 9 / 10)) >"$1-$2.microseconds"
    fi
    wait $process 2>/dev/null
}

# examine WAY BEFORE: what is wrong with `db`, on standard output. A new one that was killed before its
# first commit has nothing in it yet.
examine() {
    : >errors
    : >db.articles
    if [ "$2" = earlier ] || [ -e db/iamglass ]; then
        list db >db.articles
        "$IDX" check --db db >>errors 2>&1
        cat errors
    fi
    ids <db.articles >db.ids
    comm -23 "$2.ids" db.ids | sed 's/^/an earlier article is missing: /'
    comm -13 "$1-$2.ids" db.ids | sed 's/^/an unknown article: /'
    awk -v there="$(wc -l <db.ids)" -v before="$(wc -l <"$2.ids")" '
        { sum += $2 }
        END { if (there < before + sum) print "of those reported are missing: " before + sum - there }' reported
}

# finish WAY BEFORE: the same command again; what is wrong afterwards, on standard output.
finish() {
    : >errors
    "$IDX" ingest --db db "$1" >reported 2>>errors || cat errors
    list db >db.articles
    cmp "$1-$2.articles" db.articles 2>&1
    find . -name 'db.*-*' -prune -print | sed 's/^/left behind: /'
}

finished=0
: >wrong
for round in $(seq "$rounds"); do
    for way in plain bulk; do
        for before in nothing earlier; do
            rm -rf db
            cp -r $before db
            for again in first second; do # the second goes on where the first was killed
                kill_once $way $before
                examine $way $before | sed "s/^/$way, $before, round $round, $again, $moment us: /" >>wrong
            done
            finish $way $before | sed "s/^/$way, $before, round $round, finished: /" >>wrong
        done
    done
done
head -n 5 wrong >"$err"
is "$((rounds * 8)) kills: nothing lost, nothing torn, all finished" 0 "$(wc -l <wrong)"
is 'most of them before the end' 1 "$((finished < rounds * 5))"

done_testing
