#!/bin/sh
# idx export, and ingest of it elsewhere: the same articles, ids and hits.
. "$SOURCE/tests/end_to_end"

everything() { # everything DATABASE: all that srch shows of all its articles
    "$SRCH" --db "$1" -n 0 --sort title -f json --fields id,date,outlet,section,author,title,entities,url,text \
        --since 0001 2>"$err"
    for query in russe venezuela maduro 'base OU titre' 'texte'; do
        "$SRCH" --db "$1" -n 0 -f tsv --any "$query" 2>"$err"
    done
    "$IDX" stats --db "$1" | grep -E '^(articles|outlets|entities|terms|dates)'
}

"$IDX" ingest --db sample --date 2019-02-14 "$SOURCE/data/sample.txt" >"$out" 2>"$err"
articles=$("$IDX" stats --db sample --json | python3 -c 'import json,sys; print(json.load(sys.stdin)["articles"])')
for format in jsonl digest; do
    exits "export as $format" 0 "$IDX" export --db sample --format $format
    cp "$out" exported
    exits 'and ingest elsewhere' 0 "$IDX" ingest --db "of_$format" --format $format exported
    prints 'takes all' "exported: $articles added, 0 updated, 0 unchanged, 0 rejected"
    everything sample >before
    everything "of_$format" >after
    is 'something is compared' True "$([ "$(wc -l <before)" -gt 20 ] && echo True)"
    is 'the same articles, ids and hits' '' "$(diff before after)"
    exits 'ingest where they are' 0 "$IDX" ingest --db sample --format $format exported
    prints 'changes nothing' "exported: 0 added, 0 updated, $articles unchanged, 0 rejected"
done
exits 'without a format' 0 "$IDX" export --db sample
is 'it is JSON Lines' '' "$(cmp "$out" exported 2>&1 | grep -v differ)$("$IDX" export --db sample --format jsonl | diff - "$out")"

# Articles that are hard to tell: JSON Lines hold all of them.
python3 - >hard.jsonl <<'END'
import json
outlet = {"outlet": "La Gazette"}
for article in [
    {"id": "own", "title": "Un titre", "text": "Un texte."},
    {"title": "Sans journal", "text": "Un texte."},
    {"title": "Source : un titre", "text": "Un texte.", **outlet},
    {"title": "Un corps", "text": "Un texte.\n\nSource : rien", **outlet},
    {"title": "Une date", "text": "Un texte.\nDate : demain\n\nsuite", **outlet},
    {"title": "Des blancs", "text": "Un texte.\n\n\n\nsuite", **outlet},
    {"title": "Un journal", "text": "Un texte.", "outlet": "Le Pays – Ouest | Nord"},
    {"title": "Un auteur", "text": "Un texte.", "author": "Anne – Dubois, par X", **outlet},
    {"title": "Tout", "text": "Un texte.\n  en retrait\nsuite\n\nfin \U0001f600 \u202eabc \u0085", "author": "Anne Dubois",
     "section": "Monde", "date": "2019-02-14", "url": "https://exemple.fr/?a=b#c", **outlet},
    {"title": "Un titre – et, par deux : trois", "text": "Un texte.", "author": "Anne", **outlet},
]:
    print(json.dumps(article))
END
exits 'hard articles' 0 "$IDX" ingest --db hard hard.jsonl
exits 'are exported' 0 "$IDX" export --db hard
cp "$out" hard.out.jsonl
exits 'read again' 0 "$IDX" ingest --db hard2 hard.out.jsonl
prints 'all of them' 'hard.out.jsonl: 10 added, 0 updated, 0 unchanged, 0 rejected'
everything hard >before
everything hard2 >after
is 'and are the same' '' "$(diff before after)"

# A title that is empty, or that nothing is left of: JSON Lines take it, and so it must come out.
python3 - >untitled.jsonl <<'END'
import json
for title in ["", " \u00a0\t", "\u200b", "\u200b\ufeff\u00ad", "\u0000"]:
    print(json.dumps({"title": title, "text": f"Un texte, {len(title)} {title!r}.", "outlet": "La Gazette"}))
print(json.dumps({"title": "", "text": "x"}))
END
exits 'empty titles' 0 "$IDX" ingest --db untitled untitled.jsonl
exits 'are exported' 0 "$IDX" export --db untitled
cp "$out" untitled.out.jsonl
exits 'and read again' 0 "$IDX" ingest --db untitled2 untitled.out.jsonl
prints 'all of them' 'untitled.out.jsonl: 6 added, 0 updated, 0 unchanged, 0 rejected'
exits 'exported again' 0 "$IDX" export --db untitled2
is 'they are the same' '' "$(cmp "$out" untitled.out.jsonl 2>&1)"

# A digest holds some of them; the others are told, and none becomes another.
exits 'as a digest' 1 "$IDX" export --db hard --format digest
cp "$out" hard.txt
says 'a given id is told' '^idx: own is left out, its id was given; take --format jsonl'
is 'each that is left out is told' 10 "$(($(grep -c 'is left out' "$err") + $(grep -c '^Source : .*[^.] – ' hard.txt)))"
"$IDX" ingest --db hard "$work/hard.txt" >"$out" 2>"$err"
is 'what it holds is known' '0 added, 0 updated, 0 rejected' "$(sed 's/.*txt: //; s/[0-9]* unchanged, //' "$out")"
is 'and is more than one' True "$([ "$(grep -c '^Un texte' hard.txt)" -gt 1 ] && echo True)"

# A terminal gets no control characters, whatever the format.
for format in jsonl digest; do
    script -qec "'$IDX' export --db hard --format $format" /dev/null >"$out" 2>"$err" </dev/null
    is "a terminal gets no bidi override of $format" '' "$(grep -a "$(printf '\342\200\256')" "$out")"
    is 'but its escape' True "$(grep -aiq 'u202e' "$out" && echo True)"
done

exits 'a full disk' 2 sh -c "'$IDX' export --db sample >/dev/full"
exits 'a reader that has enough' 0 sh -c "'$IDX' export --db sample | head -n 1"

# What is written is the state of when it began, though it is read slowly and others write meanwhile.
python3 "$SOURCE/tests/make_many.py" 140 5000 >slow.jsonl
"$IDX" ingest --db slow slow.jsonl >"$out" 2>"$err"
"$IDX" export --db slow >before
is 'more than a pipe holds' 1 "$(($(wc -c <before) > 200000))"
mkfifo pipe
"$IDX" export --db slow >pipe 2>"$err" &
export=$!
exec 9<pipe
head -c 1 <&9 >first # it writes
for text in Un Deux Trois; do
    sed "s/\"text\":\"/&$text /" before | sed '1~3s/"id":"/&neu-/' >change.jsonl
    "$IDX" ingest --db slow change.jsonl >"$out"
done
cat first - <&9 >after
wait $export
is 'an export beside a writer: exit 0' 0 $?
exec 9<&-
exits 'is of one state' 0 cmp before after
run env TMPDIR=/nowhere "$IDX" export --db slow
is 'no place for temporary files: exit 2' 2 "$status"
says 'is told' '^idx: /nowhere/revue-'

exits 'no database' 2 "$IDX" export --db none
says 'is told' '^idx: no database at none'
exits 'an unknown format' 2 "$IDX" export --db sample --format xml
exits 'an operand' 2 "$IDX" export --db sample file

done_testing
