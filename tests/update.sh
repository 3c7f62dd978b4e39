#!/bin/sh
# Articles replaced by new versions: the words that prefixes and suggestions know stay right, and an
# id that was given is never taken for another's.
. "$SOURCE/tests/end_to_end"

# article ID TEXT: a line of JSON.
article() {
    printf '{"id": "%s", "title": "Titre %s", "outlet": "A", "text": "%s"}\n' "$1" "$1" "$2"
}
count_words() {
    "$IDX" stats --json --db "$1" | sed -n 's/.*"words": \([0-9]*\).*/\1/p'
}
# same_words TITLE FILE...: the database db knows as many words as one made of the files.
same_words() {
    title=$1
    shift
    rm -rf fresh
    "$IDX" ingest --db fresh "$@" >"$out" 2>"$err"
    is "$title" "$(count_words fresh)" "$(count_words db)"
}

# The word stays in the new version.
article a 'Le muscle zygomatique.' >a.jsonl
"$IDX" ingest --db db a.jsonl >"$out" 2>"$err"
is 'a prefix' 1 "$("$SRCH" --db db -c 'zygom*')"
article a 'Le grand muscle zygomatique.' >a.jsonl
exits 'a new version' 0 "$IDX" ingest --db db a.jsonl
prints 'is told' 'a.jsonl: 0 added, 1 updated, 0 unchanged, 0 rejected'
is 'a prefix after it' 1 "$("$SRCH" --db db -c 'zygom*')"
same_words 'the words after it' a.jsonl

# Two versions in one run.
article c 'Un ornithorynque.' >c1.jsonl
article c 'Le grand ornithorynque.' >c2.jsonl
exits 'two versions in one run' 0 "$IDX" ingest --db twice c1.jsonl c2.jsonl
is 'a prefix after them' 1 "$("$SRCH" --db twice -c 'ornith*')"

# The word is another article's too.
article b 'Un zygomatique, des lunettes.' >b.jsonl
"$IDX" ingest --db db b.jsonl >"$out" 2>"$err"
article a 'Plus rien.' >a.jsonl
"$IDX" ingest --db db a.jsonl >"$out" 2>"$err"
is 'a prefix of a word that another article has' 1 "$("$SRCH" --db db -c 'zygom*')"
same_words 'the words are those of both' a.jsonl b.jsonl

# It is, and has no postings; nobody else has another one.
article e 'Avec toi, parmi nous.' >e.jsonl
article f 'Viens avec moi.' >f.jsonl
"$IDX" ingest --db common e.jsonl f.jsonl >"$out" 2>"$err"
article e 'Plus rien.' >e.jsonl
exits 'a word without postings' 0 "$IDX" ingest --db common e.jsonl
is 'is known still' 1 "$("$SRCH" --db common -c 'ave*')"
is 'but not where no article has it' 0 "$("$SRCH" --db common -c 'nou*')"
exits 'and the database is sound' 0 "$IDX" check --db common

# Another article has the stem only.
article a 'Des muscles zygomatiques.' >a.jsonl
"$IDX" ingest --db db a.jsonl >"$out" 2>"$err"
article a 'Plus rien.' >a.jsonl
"$IDX" ingest --db db a.jsonl >"$out" 2>"$err"
same_words 'a form that no article has is no word' a.jsonl b.jsonl

# It comes back.
article a 'Des muscles zygomatiques.' >a1.jsonl
article d 'Les zygomatiques.' >d.jsonl
exits 'a form that goes and comes back' 0 "$IDX" ingest --db db a1.jsonl a.jsonl d.jsonl
same_words 'is a word' a.jsonl b.jsonl d.jsonl

# --update takes made ids only.
digest() {
    printf 'Un titre\n\n%s\n\nSource : Un titre – A\n' "$1"
}
printf '{"id": "mine", "title": "Un titre", "outlet": "A", "text": "Le mien."}\n' >mine.jsonl
digest 'Le premier.' >first.txt
digest 'Le second.' >second.txt
"$IDX" ingest --db ids mine.jsonl >"$out" 2>"$err"
exits 'update beside a given id' 0 "$IDX" ingest --db ids --update first.txt
prints 'adds' 'first.txt: 1 added, 0 updated, 0 unchanged, 0 rejected'
exits 'update of a made id' 0 "$IDX" ingest --db ids --update second.txt
prints 'replaces' 'second.txt: 0 added, 1 updated, 0 unchanged, 0 rejected'
is 'the given id is there' 1 "$("$SRCH" --db ids -c mien)"
is 'the first text is not' 0 "$("$SRCH" --db ids -c --all premier)"
is 'the second is' 1 "$("$SRCH" --db ids -c --all second)"

# Nor an article of the same file, nor one of several.
digest 'Le premier.' >two.txt
digest 'Le second.' >>two.txt
digest 'Le troisième.' >third.txt
digest 'Le quatrième.' >fourth.txt
for jobs in 1 2; do
    exits 'two of one title in a file' 0 "$IDX" ingest --db two$jobs --jobs $jobs --update two.txt
    prints 'are two articles' 'two.txt: 2 added, 0 updated, 0 unchanged, 0 rejected'
    exits 'the same file again' 0 "$IDX" ingest --db two$jobs --jobs $jobs --update two.txt
    prints 'is the same' 'two.txt: 0 added, 0 updated, 2 unchanged, 0 rejected'
done
printf 'En bref\n\n%s\n\nSource : En bref – A\n' 'Le maire de Lyon démissionne.' 'La piscine rouvre lundi.' >briefs.txt
printf 'En bref\n\nLa piscine rouvre mardi.\n\nSource : En bref – A\n' >brief.txt
exits 'two briefs' 0 "$IDX" ingest --db briefs briefs.txt
exits 'one of them anew' 0 "$IDX" ingest --db briefs --update brief.txt
prints 'replaces one' 'brief.txt: 0 added, 1 updated, 0 unchanged, 0 rejected'
is 'the other stays' 1 "$("$SRCH" --db briefs -c maire)"
is 'not what it was' 0 "$("$SRCH" --db briefs -c --all lundi)"
exits 'files one after the other' 0 "$IDX" ingest --db three --update first.txt third.txt fourth.txt
is 'replace each other' 'fourth.txt: 0 added, 1 updated, 0 unchanged, 0 rejected' "$(tail -n 1 "$out")"
is 'and the last one stays' 1 "$("$IDX" export --db three | wc -l)"

# The same of many, which are built beside the database.
awk 'BEGIN { for (i = 0; i < 3000; i++) {
    printf "{\"title\": \"Titre %d\", \"outlet\": \"A\", \"text\": \"", i % 1500
    for (j = 0; j < 120; j++) printf "mot%d ", (i * 7 + j) % 5000
    print "\"}" } }' >many.jsonl
sed 's/mot/terme/g' many.jsonl | head -n 1500 >changed.jsonl
cp fourth.txt last.txt
exits 'many, two of each title' 0 "$IDX" ingest --db many --update many.jsonl fourth.txt
is 'are all added' 'many.jsonl: 3000 added, 0 updated, 0 unchanged, 0 rejected' "$(head -n 1 "$out")"
exits 'again' 0 "$IDX" ingest --db many --update many.jsonl
prints 'are the same' 'many.jsonl: 0 added, 0 updated, 3000 unchanged, 0 rejected'
head -n 1500 many.jsonl >half.jsonl
exits 'many of one title, and others' 0 "$IDX" ingest --db half --update half.jsonl changed.jsonl
is 'replace those of the file before' 'changed.jsonl: 0 added, 1500 updated, 0 unchanged, 0 rejected' \
    "$(tail -n 1 "$out")"

# Nor another title whose hash is the same.
for collision in 12243007 16984942; do
    printf 'Titre %s\n\nLe texte.\n\nSource : Titre %s – A\n' $collision $collision >$collision.txt
done
exits 'two titles of one hash' 0 "$IDX" ingest --db hash --update 12243007.txt 16984942.txt
is 'are two articles' 2 "$("$SRCH" --db hash -c texte)"

done_testing
