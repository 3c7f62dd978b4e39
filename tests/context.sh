#!/bin/sh
# Passages with the sentences around them.
. "$SOURCE/tests/end_to_end"

cat >articles.jsonl <<'JSON'
{"id":"un","title":"Le port","text":"Il pleut. La grue tourne.\n\nLe port rouvre lundi. M. Leroy le dit. Fin.","outlet":"A"}
{"id":"deux","title":"La ville","text":"Un port sans bateau. Des quais vides. La nuit tombe.","outlet":"B"}
JSON
"$IDX" ingest --db db articles.jsonl >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"

snippet() {
    "$SRCH" --fields snippet --sort title "$@" 2>"$err" | head -n 1
}
is 'the sentence alone' 'Le port rouvre lundi.' "$(snippet --context 0 lundi)"
is 'one on either side' 'La grue tourne. Le port rouvre lundi. M. Leroy le dit.' "$(snippet --context 1 lundi)"
is 'as many as there are' 'Il pleut. La grue tourne. Le port rouvre lundi. M. Leroy le dit. Fin.' \
    "$(snippet --context 4294967295 lundi)"
is 'at the beginning' 'Un port sans bateau. Des quais vides.' "$(snippet --context=1 bateau)"
is 'without a word in the text' 'Un port sans bateau.' "$(snippet --context 0 titre:ville)"
is 'of a filter alone' 'Un port sans bateau. Des quais vides.' "$(snippet --context 1 --outlet b)"
is 'highlights are where they were' lundi "$("$SRCH" -f json --context 1 lundi | python3 -c 'import json, sys
snippet = json.load(sys.stdin)["hits"][0]["snippet"]
[[start, length]] = snippet["highlights"]
print(snippet["text"].encode()[start:start + length].decode())')"
is 'for a person' 1 "$("$SRCH" -f text --context 1 lundi | grep -c '^    La grue tourne. Le port rouvre lundi. M. Leroy le dit.$')"
is 'on a page' 1 "$("$SRCH" -f html --context 0 lundi | grep -c '>Le port rouvre <mark>lundi</mark>.<')"

# What is wrong.
exits 'less than none' 2 "$SRCH" --context -1 lundi
says 'is told' '^srch: --context: -1 '
exits 'no number' 2 "$SRCH" --context deux lundi
for format in ids trec ris bibtex csl-json iramuteq; do
    exits "of $format" 2 "$SRCH" -f $format --context 1 lundi
    says 'is told' "^srch: --context goes with a format that has snippets, not with $format"
done
exits 'of show' 2 "$SRCH" --context 1 show un
says 'is told, too' 'not with show'

done_testing
