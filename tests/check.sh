#!/bin/sh
# idx check, as users call it; test_audit.c has what it finds.
. "$SOURCE/tests/end_to_end"

exits 'a database' 0 "$IDX" ingest --db db "$SOURCE/data/sample.txt"
exits 'is sound' 0 "$IDX" check --db db
is 'and nothing is said' '' "$(cat "$out" "$err")"
exits 'retagged' 0 "$IDX" retag --db db
exits 'it is sound still' 0 "$IDX" check --db db

# A table cut short.
cp -r db broken
truncate -s 8192 broken/postlist.glass
exits 'a broken one' 2 "$IDX" check --db broken
says 'is told' '^idx: .*broken'

# A list of entities that is not the one that was written.
if command -v xapian-metadata >"$out"; then
    cp -r db listed
    xapian-metadata set listed revue-gazetteer-hash 0123456789abcdef
    exits 'another list of entities' 2 "$IDX" check --db listed
    says 'is told' "the database's list of entities is damaged; run: idx rebuild"
    exits 'to who asks for one' 2 "$SRCH" --db listed --entity Rostec
    says 'as well' "the database's list of entities is damaged; run: idx rebuild"
    exits 'it is mended' 0 "$IDX" rebuild --db listed
    exits 'and sound then' 0 "$IDX" check --db listed
    cp -r db unlisted
    xapian-metadata set unlisted revue-gazetteer ''
    exits 'a lost list of entities' 2 "$IDX" check --db unlisted
    says 'is told, too' "the database's list of entities is damaged; run: idx rebuild"
fi
# One block in each place: what cannot be read is told with a command that can be typed.
told=0
for block in $(seq 1 $(($(wc -c <db/postlist.glass) / 8192 - 1))); do
    rm -rf torn
    cp -r db torn
    head -c 64 /dev/zero | dd of=torn/postlist.glass bs=1 seek=$((block * 8192 + 5)) conv=notrunc 2>"$err"
    "$SRCH" --db torn -c venezuela >"$out" 2>"$err"
    grep -q damaged "$err" && told=$((told + 1))
    grep -qE '(idx rebuild|idx rebuild --db torn)$' "$err" || ! grep -q damaged "$err" || told=-1000
done
is 'a damaged block is told, with what to type' 1 "$((told > 0))"
exits 'no database' 2 "$IDX" check --db none
says 'is told too' '^idx: no database at none'
exits 'an operand' 2 "$IDX" check --db db file

done_testing
