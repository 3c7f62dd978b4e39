#!/bin/sh
# idx rebuild: everything anew from the stored articles.
. "$SOURCE/tests/end_to_end"

sample=$SOURCE/data/sample.txt
articles=$(grep -c '^Source[^a-z]*:' "$sample")
printf '{"title":"Une clé donnée","text":"Un texte court.","id":"clé","date":"2019-02-14"}\n' >given.jsonl
"$IDX" ingest --db db "$sample" given.jsonl >"$out" 2>"$err"
articles=$((articles + 1))

hits() { # of a database, in every order that there is
    for sort in relevance date title; do
        "$SRCH" --db "$1" -n 0 -f json --any --sort "$sort" base venezuela texte dollar 2>"$err"
    done
}

hits db >before
"$IDX" export --db db >export.before 2>"$err"
exits 'a sound database' 0 "$IDX" rebuild --db db
prints 'is rebuilt' "db: $articles rebuilt, 0 of them damaged, 0 not to be read"
hits db >after
exits 'with the same hits' 0 cmp before after
"$IDX" export --db db >export.after 2>"$err"
exits 'and the same articles' 0 cmp export.before export.after
exits 'sound again' 0 "$IDX" check --db db
is 'nothing stays beside it' 'db' "$(echo db*)"

# Another analyser: its name is of the same length.
cp -R db other
LC_ALL=C sed -i 's/french-4/french-0/g' other/postlist.glass
exits 'a database of another analyser' 2 "$SRCH" --db other base
says 'names the way out' 'idx rebuild --db other'
exits 'which' 0 "$IDX" rebuild --db other
hits other >after
exits 'mends it' 0 cmp before after

# Damage: a run of bytes of the postlist table, in each of its blocks in turn.
blocks=$(($(wc -c <db/postlist.glass) / 8192))
lost=0
for block in $(seq 0 $((blocks - 1))); do
    rm -rf damaged
    cp -R db damaged
    head -c 64 /dev/zero | dd of=damaged/postlist.glass bs=1 seek=$((block * 8192 + 4000)) conv=notrunc 2>"$err"
    "$IDX" rebuild --db damaged >"$out" 2>"$err"
    case $? in
    0)
        "$IDX" export --db damaged 2>"$err" | cmp -s - export.before && "$IDX" check --db damaged >"$out" 2>"$err" ||
            lost=$((lost + 1))
        ;;
    1) # told: what is left is there
        read=$(sed -n 's/^damaged: \([0-9]*\) rebuilt.*/\1/p' "$out")
        [ "$("$IDX" export --db damaged 2>"$err" | wc -l)" -eq "$read" ] || lost=$((lost + 1))
        ;;
    2) # nothing could be read: nothing is changed
        [ -s "$err" ] || lost=$((lost + 1))
        ;;
    *) lost=$((lost + 1)) ;;
    esac
done
is "no article is lost in silence, $blocks times damaged" 0 "$lost"

# Damage: the bytes behind the magic of the file that counts articles and says where the tables begin, one by
# one. It has no checksum.
lost=0
size=$(wc -c <db/iamglass)
for byte in $(seq 60 $((size - 1))); do
    rm -rf damaged
    cp -R db damaged
    printf '\010' | dd of=damaged/iamglass bs=1 seek="$byte" conv=notrunc 2>"$err"
    cp damaged/iamglass changed
    if "$IDX" rebuild --db damaged >"$out" 2>"$err"; then
        "$IDX" export --db damaged 2>"$err" | cmp -s - export.before || lost=$((lost + 1))
    else
        cmp -s changed damaged/iamglass || lost=$((lost + 1))
    fi
done
is "nor $((size - 60)) times with a wrong count or place" 0 "$lost"

# Both: a count that is too low hides no block that cannot be read.
lost=0
for block in $(seq 0 $((blocks - 1))); do
    rm -rf damaged
    cp -R db damaged
    head -c 64 /dev/zero | dd of=damaged/postlist.glass bs=1 seek=$((block * 8192 + 4000)) conv=notrunc 2>"$err"
    python3 - "$articles" <<'PYTHON'
import sys
with open("damaged/iamglass", "r+b") as file:
    place = file.read().index(bytes([int(sys.argv[1])]), 60)
    file.seek(place)
    file.write(b"\1")
PYTHON
    "$IDX" rebuild --db damaged >"$out" 2>"$err" || [ $? -eq 1 ] || continue # refused: nothing is changed
    told=$(sed -n 's/^damaged: \([0-9]*\) rebuilt.*, \([0-9]*\) not to be read/\1 \2/p' "$out")
    case $told in
    "$articles 0") ;;
    *' 0') lost=$((lost + 1)) ;;
    esac
done
is "nor $blocks times with both" 0 "$lost"

# Killed on the way: the database is there, before or after, and what is beside it goes.
wrong=0
for tenths in 0 1 2 3 4; do
    "$IDX" rebuild --db db >"$out" 2>"$err" &
    sleep "0.0$tenths"
    kill -9 $! 2>"$err"
    wait $! 2>"$err"
    "$IDX" export --db db 2>"$err" | cmp -s - export.before || wrong=$((wrong + 1))
done
is 'killed five times' 0 "$wrong"
exits 'and once more' 0 "$IDX" rebuild --db db
is 'nothing is left' 'db' "$(echo db*)"

# Another writer.
hold_lock db 2
exits 'while another idx writes' 2 "$IDX" rebuild --db db --wait 0
says 'it says so' 'written by another idx'
exits 'or waits' 0 "$IDX" rebuild --db db --wait 60
says 'and says so' 'waiting for another idx'
wait "$holder"

exits 'no database' 2 "$IDX" rebuild --db nowhere
says 'no place' 'no database at nowhere'
echo 'auto db' >stub
exits 'a stub' 2 "$IDX" rebuild --db stub
says 'is told' 'stub is a stub file'
exits 'an operand' 2 "$IDX" rebuild --db db more
says 'it is none' 'takes no operand'

done_testing
