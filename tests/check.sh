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
exits 'no database' 2 "$IDX" check --db none
says 'is told too' '^idx: no database at none'
exits 'an operand' 2 "$IDX" check --db db file

done_testing
