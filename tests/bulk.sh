#!/bin/sh
# Many articles are built as shards beside the database, a few are put one by one: the same comes out.
. "$SOURCE/tests/end_to_end"

python3 "$SOURCE/tests/make_many.py" 1200 >all || exit 1
mkdir pieces
split -l 100 -a 1 --additional-suffix=.jsonl all pieces/ # each too small for shards
mkdir some && cp pieces/[a-d].jsonl some # together enough

# was_bulk COMMAND...: whether it built beside the database.
was_bulk() {
    strace -f -qq -e trace=renameat2 -o trace "$@" >"$out" 2>"$err"
    grep -q 'RENAME_EXCHANGE.* = 0' trace
}

# sum: added, updated, unchanged and rejected over the lines of counts.
sum() {
    awk '{ a += $2; u += $4; s += $6; r += $8 } END { print a, u, s, r }' "$out"
}

# statistics DATABASE: but for what differs: its name and size, and words that articles had once.
statistics() {
    "$IDX" stats --db "$1" | sed '/^database/d; /^size/d; s/stems.*/stems/'
}

# ask DATABASE: what many queries find.
for query in base lou 'ra mi' '"ra mi"' 'bami ET lou' 'ra*' 'titre:sonlou' Maduro 'ra PROCHE/5 ba' \
    'entite:Rostec -lou' 'ra sonba verra charou lin'; do
    printf '%s\t%s\n' "$query" "$query"
done >queries.tsv
ask() {
    "$SRCH" --db "$1" --any -n 50 -f json --batch queries.tsv
    "$SRCH" --db "$1" -c --batch queries.tsv
    "$SRCH" --db "$1" -n 0 -f json --since 2011
    "$SRCH" --db "$1" -n 0 -f ids --since 2011 | sort | xargs "$SRCH" --db "$1" show
} 2>>"$err"

# one_by_one FOLDER DATABASE OPTION...: a run a piece.
one_by_one() {
    folder=$1
    shift
    for piece in "$folder"/*; do
        "$IDX" ingest --db "$@" "$piece"
    done >"$out" 2>"$err"
}

one_by_one pieces plain
plain=$(sum)
exits 'all at once' 0 "$IDX" ingest --db bulk pieces
is 'the same is added, updated and unchanged' "$plain" "$(sum)"
is 'nothing stays beside it' 'bulk' "$(ls -d bulk*)"
statistics plain >plain.stats
statistics bulk >bulk.stats
exits 'the same statistics' 0 cmp plain.stats bulk.stats
ask plain >plain.hits
ask bulk >bulk.hits
exits 'the same hits, in the same order' 0 cmp plain.hits bulk.hits
is 'there are hits' 1 "$(($(wc -c <plain.hits) > 500000))"
exits 'one process' 0 "$IDX" ingest --db one --jobs 1 pieces
ask one >one.hits
exits 'finds the same' 0 cmp plain.hits one.hits

# Of what two processes index, a word has its term in one article.
if command -v xapian-delve >"$out"; then
    run "$IDX" ingest --db two --jobs 2 pieces
    xapian-delve -A W -v -1 two | grep '^W' >words
    is 'there are words' 1 "$(($(wc -l <words) > 100))"
    is 'each is in the list once' '' "$(awk '$2 != 1' words)"
fi

exits 'all again' 0 "$IDX" ingest --db bulk pieces
run "$IDX" ingest --db plain pieces
again=$(sum)
run "$IDX" ingest --db bulk pieces
is 'leaves both alike' "$again" "$(sum)"

# More into a database that has some.
exits 'a part' 0 "$IDX" ingest --db parts some
exits 'and then all' 0 "$IDX" ingest --db parts pieces
ask parts >parts.hits
statistics parts >parts.stats
exits 'give the same statistics' 0 cmp plain.stats parts.stats

# With --update, titles that come again replace: what went the plain way, and what waits in a shard. More ways
# in are in ways.sh.
one_by_one some plain2 --update
sum >plain2.sum
exits 'all at once with --update' 0 "$IDX" ingest --db bulk2 --update some
is 'replace the same' "$(cat plain2.sum)" "$(sum)"
ask plain2 >plain2.hits
ask bulk2 >bulk2.hits
exits 'and find the same' 0 cmp plain2.hits bulk2.hits

# A link to the database stays one, its folder's mode stays.
mkdir elsewhere && ln -s elsewhere linked && chmod 750 elsewhere
exits 'through a link' 0 "$IDX" ingest --db linked some
is 'the link stays' elsewhere "$(readlink linked)"
is 'the mode stays' drwxr-x--- "$(ls -ld elsewhere | cut -c 1-10)"
is 'nothing beside it' elsewhere "$(ls -d elsewhere* linked.* 2>/dev/null)"

if can_trace 'what is built beside'; then
    was_bulk "$IDX" ingest --db traced some
    is 'so many are built beside it' 0 $?
    was_bulk "$IDX" ingest --db traced2 pieces/a.jsonl
    is 'so few are not' 1 $?
    strace -f -qq -e trace=pwrite64,sync_file_range -e inject=pwrite64:delay_exit=2000 -o trace "$IDX" ingest --db slow some \
        >"$out" 2>"$err"
    is 'the disk begins while the tables are made' 0 "$(grep -q 'sync_file_range.* = 0' trace; echo $?)"
fi

# The date of a file's name is a guess: an article that is there already has its date.
python3 - <<'PYTHON'
import os
os.mkdir("dated")
text = " ".join("mot%d" % number for number in range(400))
for date in "2019-02-20", "2019-02-14":
    with open("dated/%s.txt" % date, "w") as file:
        for number in range(800):
            file.write("Titre %d\n\n%s\n\nSource : Titre %d – Le Pays\n\n" % (number, text, number))
PYTHON
exits 'the same articles under two dates' 0 "$IDX" ingest --db guessed dated/2019-02-20.txt dated/2019-02-14.txt
is 'the first one has them' 1600 "$(sed -n 's/.*: \([0-9]*\) added.* \([0-9]*\) unchanged.*/\1 \2/p' "$out" |
    awk 'NR == 1 { sum = $1 } NR == 2 { sum += $2 } END { print sum }')"
is 'and its date stays' 2019-02-20 "$("$SRCH" --db guessed -f tsv --fields date -n 0 titre | sort -u)"
exits 'once more' 0 "$IDX" ingest --db guessed dated/2019-02-20.txt dated/2019-02-14.txt
is 'changes nothing' 2 "$(grep -c ': 0 added, 0 updated, 800 unchanged' "$out")"

# More workers than the process may have files.
run sh -c 'ulimit -n 60; exec "$@"' sh "$IDX" ingest --db many --jobs 64 some
[ "$status" -ne 0 ] || exits 'all are in' 0 test "$("$SRCH" --db many -c --any le la)" -gt 0
is 'what failed is told as it is' '' "$(grep 'no database at' "$err")"

done_testing
