#!/bin/sh
# The examples of doc/revue-digest.5 are what they say, and the pages that others do not test are sound.
. "$SOURCE/tests/end_to_end"

for page in revue-digest.5 revue.7; do
    lints "$SOURCE/doc/$page"
done

# example N: the page's Nth example.
example() {
    awk -v n="$1" '/^\.Ed/ { inside = 0 } inside && count == n; /^\.Bd/ { inside = 1; count++ }' \
        "$SOURCE/doc/revue-digest.5"
}

example 1 >digest.txt
example 2 >lines.jsonl
exits 'the digest' 0 "$IDX" ingest --db db digest.txt
prints 'is an article' 'digest.txt: 1 added, 0 updated, 0 unchanged, 0 rejected'
exits 'by its words' 0 "$SRCH" --db db -f tsv --fields date,outlet,section,author,title,url jetée
prints 'has all its fields' \
    '2019-02-14	La Gazette	Région	Anne Dubois	Le port rouvre après la tempête	https://gazette.example/port'
exits 'the object' 0 "$IDX" ingest --db db lines.jsonl
prints 'is an article too' 'lines.jsonl: 1 added, 0 updated, 0 unchanged, 0 rejected'
printf 'Un titre\n\n\nUn texte.\n\n\nSource : Un titre\n' >revue.txt
exits 'a source line without an outlet, alone' 2 "$IDX" ingest --db db revue.txt
is 'is told as the page has it' "$(sed -n 's/^\.Dl \(revue.txt:7.*\)/\1/p' "$SOURCE/doc/revue-digest.5")" \
    "$(cat "$err")"

done_testing
