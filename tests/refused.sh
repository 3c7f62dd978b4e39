#!/bin/sh
# A database of another analyser, a newer schema or another program is refused by every command that
# would read or change its articles: never mixed, never altered.
. "$SOURCE/tests/end_to_end"

"$IDX" ingest --db ours "$SOURCE/data/sample.txt" >"$out" 2>"$err" || exit 1
printf '{"title":"Un autre","text":"Un texte.","outlet":"RT"}\n' >one.jsonl
id=$("$SRCH" --db ours -f ids -n 1 base)

# alter NAME SCRIPT: a copy in which the bytes that name its maker are others, as many.
alter() {
    cp -r ours "$1"
    LC_ALL=C sed -i "$2" "$1/postlist.glass"
    is "$1 differs" 1 "$(cmp -s ours/postlist.glass "$1/postlist.glass" || echo 1)"
}

# refuses DATABASE PATTERN: each command says why, in a line, and changes nothing.
refuses() {
    sum=$(cat "$1"/*.glass | cksum)
    for line in "ingest one.jsonl" "ingest --update $SOURCE/data/sample.txt" stats entities check compact \
        retag export "delete $id"; do
        # shellcheck disable=SC2086 # words
        exits "$1: idx $line" 2 "$IDX" $line --db "$1"
        says 'says why' "$2"
        is 'in a line' 1 "$(wc -l <"$err")"
    done
    for line in base '--since 2011' "show $id"; do
        # shellcheck disable=SC2086
        exits "$1: srch $line" 2 "$SRCH" --db "$1" $line
        says 'says why' "$2"
    done
    exits "$1 beside ours" 2 "$SRCH" --db ours --db "$1" base
    says 'says why' "$2"
    is "$1 is as it was" "$sum" "$(cat "$1"/*.glass | cksum)"
}

alter analyser 's/french-4/french-0/g'
refuses analyser 'was made with the analyser french-0.*idx rebuild'
alter schema 's/revue-schema[0-9]/revue-schema9/g'
refuses schema 'made by a newer Revue .schema 9.*idx rebuild'
alter stranger 's/revue-schema/revue-schemb/g'
refuses stranger 'stranger is a Xapian database of another program'
mark=$(LC_ALL=C grep -ao 'V[0-9a-f]\{8\}' ours/postlist.glass | head -n 1)
alter articles "s/${mark}/${mark%?}!/g"
refuses articles 'analysed by another version of Revue.*idx rebuild'

for name in analyser schema; do
    exits "$name can be rebuilt" 0 "$IDX" rebuild --db $name
    exits 'and searched' 0 "$SRCH" --db ours --db $name base
done

done_testing
