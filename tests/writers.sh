#!/bin/sh
# Two writers: the second waits and says so, then fails cleanly or takes its turn; a writer that was
# killed leaves no lock.
. "$SOURCE/tests/end_to_end"

python3 "$SOURCE/tests/make_many.py" 300 1 >all.jsonl || exit 1
head -n 140 all.jsonl >some.jsonl
head -n 1 all.jsonl >one.jsonl
"$IDX" ingest --db db one.jsonl >"$out" 2>"$err" || exit 1
printf 'Bami\tperson\tLoubara|Télou|Mira\n' >entities.tsv

# hold: an ingest that has the lock and goes on reading, until `let_go`.
hold() {
    mkfifo pipe
    "$IDX" ingest --db db - <pipe >held.out 2>held.err &
    holder=$!
    exec 9>pipe
    rm pipe
    cat some.jsonl >&9
    until ! "$IDX" delete --db db --wait 0 none 2>&1 | grep -q 'no article'; do
        sleep 0.05
    done
}

let_go() {
    exec 9>&-
    wait $holder 2>>"$err"
}

hold
for line in 'ingest some.jsonl' 'delete given-7' 'retag --entities entities.tsv' 'entities accept Loubara person' \
    compact rebuild; do
    # shellcheck disable=SC2086 # words
    exits "a second writer, without waiting: $line" 2 "$IDX" $line --db db --wait 0
    says 'says why' '^idx: db is being written by another idx; try again'
    is 'and no more' 1 "$(wc -l <"$err")"
    case $line in delete* | retag* | entities* | compact) continue ;; esac
    started=$(date +%s%N)
    # shellcheck disable=SC2086
    exits "or waits a second: $line" 2 "$IDX" $line --db db --wait 1
    is 'so long' 1 "$((($(date +%s%N) - started) / 100000000 >= 10))"
    says 'and says so' '^idx: waiting for another idx that writes db$'
done
exits 'searching goes on' 0 "$SRCH" --db db --since 2011
"$IDX" ingest --db db --wait 60 all.jsonl >waited.out 2>waited.err 9>&- &
waiting=$!
sleep 0.3
let_go
is 'the first finishes' 0 $?
wait $waiting
is 'then the second' 1 $? # some of its lines give an id a second time
is 'says that it waited' 1 "$(grep -c 'waiting for another idx' waited.err)"
unchanged=$(sed 's/.* \([0-9]*\) unchanged.*/\1/' waited.out)
is 'and finds what the first put in' 1 "$((unchanged >= 140))"

hold
kill -9 $holder
let_go
exits 'after a kill there is no lock' 0 "$IDX" delete --db db --wait 0 given-7
exits 'nor damage' 0 "$IDX" check --db db

# All at once, each putting a new database into the place of the one before.
rm -rf db
"$IDX" ingest --db db one.jsonl >"$out" 2>"$err"
for turn in 1 2 3; do
    python3 "$SOURCE/tests/make_many.py" 140 $((turn * 10000 + 1)) >many.$turn.jsonl
    python3 "$SOURCE/tests/make_many.py" 60 $((turn * 10000 + 151)) >>many.$turn.jsonl
    "$IDX" ingest --db db many.$turn.jsonl >many.$turn.out 2>many.$turn.err &
done
"$IDX" rebuild --db db >rebuild.out 2>rebuild.err || echo failed >>rebuild.err
wait
added=$(awk '{ sum += $2 } END { print sum + 1 }' many.?.out)
is 'three and a rebuild at once: all is there' "$added" "$("$IDX" export --db db | wc -l)"
is 'much' 1 "$((added > 500))"
is 'the rebuild is done' 0 "$(grep -c failed rebuild.err)"
exits 'sound' 0 "$IDX" check --db db
is 'nothing beside it' db "$(ls -d db*)"

# A writer that waits gets its turn as soon as what was built is in its place: that is the end, whether or
# not something waited for it.
awk 'BEGIN { printf "%2200000s\n", "" }' >large.jsonl # large, and no article: all is built beside
echo '{"title": "Titre", "text": "Un texte."}' >new.jsonl
echo '{"title": "Titre", "text": "Un texte.", "date": "2019-02-14"}' | cat new.jsonl - >dated.jsonl
if can_trace 'a turn at every moment'; then
    for file in new dated; do
        rm -rf db
        mkfifo pipe
        strace -o trace -e inject=renameat2:delay_exit=500000 \
            "$IDX" ingest --db db --wait 0 --format jsonl large.jsonl - $file.jsonl <pipe >built.out 2>built.err &
        builder=$!
        exec 9>pipe
        rm pipe
        head -n 5 some.jsonl >&9
        until ls -d db.build-* >/dev/null 2>&1; do
            sleep 0.05
        done
        mkfifo pipe
        "$IDX" ingest --db db --wait 60 - <pipe >held.out 2>held.err 9>&- &
        holder=$!
        exec 8>pipe
        rm pipe
        echo '{"title": "Autre", "text": "Encore un."}' >&8
        until grep -q waiting held.err; do
            sleep 0.05
        done
        exec 9>&-
        wait $builder
        is "$file: what was built is in its place" 0 $?
        is 'without a word' '' "$(cat built.err)"
        is 'and counted' 3 "$(grep -c added built.out)"
        exec 8>&-
        wait $holder
        is 'then the other has its turn' 0 $?
        is 'and all is there' "$(awk '{ sum += $2 } END { print sum }' built.out held.out)" "$("$IDX" export --db db | wc -l)"
        exits 'sound' 0 "$IDX" check --db db
    done

    # One that finds nothing yet, while another makes the database.
    rm -rf db
    mkdir db
    : >trace
    strace -o trace -P db -e inject=getdents64:delay_enter=1000000:when=1 \
        "$IDX" ingest --db db new.jsonl >late.out 2>late.err &
    late=$!
    until grep -q openat trace; do
        sleep 0.05
    done
    exits 'a new database' 0 "$IDX" ingest --db db one.jsonl
    wait $late
    is 'is one for who came at the same time' 0 $?
    is 'too' 2 "$("$IDX" export --db db | wc -l)"
fi

done_testing
