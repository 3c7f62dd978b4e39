#!/bin/sh
# Searchers while articles go in: each sees a state before or after a commit, and never an error.
. "$SOURCE/tests/end_to_end"

python3 "$SOURCE/tests/make_many.py" 1000 >all.jsonl || exit 1
head -n 40 all.jsonl >first.jsonl
"$IDX" ingest --db db first.jsonl >"$out" 2>"$err" || exit 1

# search N: searches over and over until there is a file `stop`; what was no answer goes to bad.N. It gives
# way to the ingests: so several commits come while a search is on.
search() {
    : >"bad.$1"
    count=0
    before=0
    while [ ! -e stop ]; do
        hits=$(nice -n 10 "$SRCH" --db db --any -n 3 -f json 'ra mi' 2>&1) || echo "$hits" >>"bad.$1"
        case $hits in
        '{"query":'*'}') ;;
        *) echo "$hits" >>"bad.$1" ;;
        esac
        # Words of every article: the number never falls.
        now=$(nice -n 10 "$SRCH" --db db -c --since 2011 2>&1) || echo "$now" >>"bad.$1"
        [ "$now" -ge "$before" ] 2>/dev/null || echo "$now after $before" >>"bad.$1"
        before=$now
        count=$((count + 1))
    done
    echo "$count" >"count.$1"
}

for i in 1 2 3 4 5 6 7 8; do
    search $i &
done
for round in 1 2; do # many at once, each time into a database that has some
    mkdir round$round
    python3 "$SOURCE/tests/make_many.py" 600 $((round * 10000)) |
        split -l 100 -a 1 --additional-suffix=.jsonl - round$round/
    exits "round $round" 0 "$IDX" ingest --db db round$round
done
split -l 20 -a 2 --additional-suffix=.jsonl all.jsonl piece-
for piece in piece-a*.jsonl; do # and commit after commit
    "$IDX" ingest --db db "$piece" >>pieces.out 2>>pieces.err || echo "$piece" >>bad.pieces
done
touch stop
wait
exits 'no commit failed' 1 test -e bad.pieces
cat bad.? >bad
head -n 5 bad >"$err"
is 'no search failed and no count fell' 0 "$(wc -l <bad)"
least=$(sort -n count.? | head -n 1)
is 'each searched' 1 "$((least > 2))"

# A batch that goes on while the database is written to.
i=0
while [ $i -lt 400 ]; do
    printf '%s\tra mi lou\n' $i
    i=$((i + 1))
done >queries.tsv
"$SRCH" --db db --any -n 5 -f tsv --batch queries.tsv >batch.out 2>batch.err &
batch=$!
for piece in piece-b*.jsonl; do
    "$IDX" ingest --db db "$piece" >>pieces.out 2>>pieces.err
done
wait $batch
is 'a batch runs through' 0 $?
is 'with all its hits' 2000 "$(wc -l <batch.out)"
is 'and no message' 0 "$(wc -l <batch.err)"

# Written to between two reads of one who opens it: each read in turn is held back until that is done.
if can_trace 'a database that is written to while it is opened'; then
    wrong=0
    for read in 1 2 3 4 5 6 7 8; do
        rm -rf slow
        "$IDX" ingest --db slow piece-aa.jsonl >"$out" 2>"$err"
        strace -qq -o trace -e trace=pread64 -e inject=pread64:delay_enter=600000:when=$read \
            "$SRCH" --db slow -c --since 2011 >slow.out 2>slow.err &
        reader=$!
        sleep .2
        for piece in piece-ab.jsonl piece-ac.jsonl piece-ad.jsonl; do
            "$IDX" ingest --db slow "$piece" >"$out" 2>"$err"
        done
        wait $reader || wrong=$((wrong + 1))
    done
    is 'who opens a database that is written to has an answer' 0 "$wrong"
fi

done_testing
