#!/bin/sh
# idx names: what it prints, and models and articles that are not as they should be.
. "$SOURCE/tests/end_to_end"

names() {
    run "$IDX" names "$@"
}
article() { # article TEXT: an article of JSON Lines, on standard output
    python3 -c 'import json, sys; print(json.dumps({"id": "a1", "text": sys.argv[1]}, ensure_ascii=False))' "$1"
}

article 'Le maire Julien Lafont vit à Bordeaux.' >one.jsonl
exits 'names of an article' 0 "$IDX" names one.jsonl
prints 'a line each' 'a1	text	9	22	person	Julien Lafont	rules,first-name,title,context
a1	text	30	38	place	Bordeaux	rules,list,context'
exits 'by rules alone' 0 "$IDX" names --no-model one.jsonl
prints 'they find them too' 'a1	text	9	22	person	Julien Lafont	rules,first-name,title,context
a1	text	30	38	place	Bordeaux	rules,list,context'
exits 'as JSON' 0 "$IDX" names --json one.jsonl
prints 'the article and its names' \
    '{"id":"a1","text":"Le maire Julien Lafont vit à Bordeaux.","entities":[[9,22,"PER"],[30,38,"LOC"]],"linked":[]}'
article 'Le maire Julien Lafont parle. M. Lafont rit.' >linked.jsonl
exits 'a surname, as JSON' 0 "$IDX" names --json linked.jsonl
is 'is linked to the full name' \
    '[{"field":"text","start":33,"end":39,"to":"Julien Lafont","by":"surname"}]' \
    "$(sed 's/.*"linked"://; s/}$//' "$out")"
exits 'out of a pipe' 0 sh -c '"$0" names - <one.jsonl' "$IDX"
is 'reads it' 2 "$(wc -l <"$out")"
exits 'a digest' 0 "$IDX" names "$SOURCE/data/sample.txt"
is 'has names in titles too' True "$(cut -f 2 "$out" | grep -q title && echo True)"
is 'and in texts' True "$(cut -f 2 "$out" | grep -q text && echo True)"
printf 'Zorbec\tperson\t\n' >mine.tsv
article 'On parle de Zorbec.' >zorbec.jsonl
exits 'with a list of entities' 0 "$IDX" names --entities mine.tsv --no-model zorbec.jsonl
prints 'takes its types' 'a1	text	12	18	person	Zorbec	rules'

# A model that is none: told in one line, and the rules go on.
model=$SOURCE/data/names.model
by_rules=$("$IDX" names --no-model one.jsonl 2>"$err")
refuses() { # refuses TITLE FILE MESSAGE
    exits "$1" 0 "$IDX" names --model "$2" one.jsonl
    is "$1: told in one line" "idx: $3; names are found by rules alone" "$(cat "$err")"
    prints "$1: the rules go on" "$by_rules"
}
head -c 5000 "$model" >cut
{ cat "$model"; echo; } >longer
python3 -c 'import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[len(data) // 2] ^= 16
open("flipped", "wb").write(data)' "$model"
sed '1s/features [0-9]*/features 0/' "$model" >older
: >empty
refuses 'a model that is cut short' cut 'cut: the model of names is damaged'
refuses 'one that is longer' longer 'longer: the model of names is damaged'
refuses 'one with a bit turned over' flipped 'flipped: the model of names is damaged'
refuses 'one of another version' older 'older: no model of names of this version'
refuses 'one of other features, an empty one' empty 'empty: no model of names of this version'
refuses 'a foreign file' one.jsonl 'one.jsonl: no model of names of this version'
refuses 'one that is not there' nowhere \
    'the model of names cannot be read: nowhere: No such file or directory'
refuses 'a folder' / 'the model of names cannot be read: /: Is a directory'
exits 'the same model by its name' 0 "$IDX" names --model "$model" one.jsonl
is 'is not complained of' '' "$(cat "$err")"

# Articles that are hardly any.
python3 - >hard.jsonl <<'END'
import json
def article(id, text):
    print(json.dumps({"id": id, "text": text}, ensure_ascii=False))
article("capitals", "LE MAIRE JULIEN LAFONT VIT À BORDEAUX. " * 40)
article("english", "The mayor of Boston, John Smith, said on Monday that he would not come.")
article("word", "Lafont")
article("long", "Le maire " + "Julien " * 100 + "parle.")
article("nothing", "… « » ( ")
article("escape", "Le maire Julien \u202eLafont parle.")
END
for how in --no-model --json; do
    exits "hard articles $how" 0 "$IDX" names $how hard.jsonl
    is "nothing to complain of $how" '' "$(cat "$err")"
done
exits 'hard articles' 0 "$IDX" names hard.jsonl
is 'the name in English' 'John Smith' "$(grep '^english' "$out" | grep person | cut -f 6)"
is 'capitals are read' True "$([ "$(grep -c '^capitals' "$out")" -gt 0 ] && echo True)"
is 'no control character comes out' 0 "$(grep -c "$(printf '\342\200\256')" "$out")"
printf '{"id":"w","text":"Le maire Julien L\351vy vit \340 Bordeaux."}\n' >windows.jsonl
exits 'bytes that are no UTF-8' 0 "$IDX" names windows.jsonl
says 'are told' 'windows.jsonl:1: '
is 'and read as Windows-1252' 'Julien Lévy' "$(head -n 1 "$out" | cut -f 6)"
printf '{"text":"Bordeaux"}\n{"text":\n{"title":"","text":"Julien Lafont"}\n' >bad.jsonl
exits 'a bad line' 1 "$IDX" names bad.jsonl
says 'is told with its number' '^bad.jsonl:2: '
is 'the others are read' 2 "$("$IDX" names --json bad.jsonl 2>"$err" | wc -l)"
exits 'a file that is not there' 2 "$IDX" names nowhere.jsonl
says 'is told' 'nowhere.jsonl'
exits 'an empty one' 2 "$IDX" names empty
says 'is told too' 'empty'

# A model of a few articles: the same bytes each time, and of use.
python3 - <<'END'
import json
def marked(file, text):
    plain, entities = "", []
    for part in text.split("["):
        if "]" in part:
            name, rest = part.split("]")
            start = len(plain.encode())
            plain += name[4:]
            entities.append([start, len(plain.encode()), name[:3]])
            part = rest
        plain += part
    print(json.dumps({"text": plain, "entities": entities}, ensure_ascii=False), file=file)
with open("marked.jsonl", "w") as file:
    for person in ("Julien Lafont", "Marie Lenoir", "Paul Moreau", "Anne Petit"):
        for place in ("Bordeaux", "Tourville", "Genève"):
            marked(file, f"Le maire [PER {person}] a quitté [LOC {place}]. L’[ORG ONU] en prend acte.")
with open("unmarked.jsonl", "w") as file:
    for place in ("Bordeaux", "Tourville", "Genève") * 3:
        print(json.dumps({"title": "Départ", "text": f"Le maire Zoé Zorbec a quitté {place}."},
                         ensure_ascii=False), file=file)
END
train=$BUILD/bench/train_names
exits 'training' 0 sh -c '"$0" invented unmarked.jsonl <marked.jsonl >first' "$train"
exits 'training again' 0 sh -c '"$0" invented unmarked.jsonl <marked.jsonl >second' "$train"
exits 'gives the same bytes' 0 cmp first second
is 'names its source' invented "$(sed -n 2p first)"
article 'Le maire Zoé Zorbec a quitté Genève. L’ONU en prend acte.' >new.jsonl
exits 'names by it' 0 "$IDX" names --model first new.jsonl
prints 'are found' 'a1	text	9	20	person	Zoé Zorbec	rules,first-name,title,context
a1	text	31	38	place	Genève	rules,list
a1	text	44	47	organisation	ONU	rules,list'
exits 'training without articles' 2 sh -c '"$0" invented <empty' "$train"
says 'is told' 'standard input has no articles'
exits 'training on what is none' 2 sh -c '"$0" invented <bad.jsonl' "$train"
says 'is told too' 'standard input: no article with a text'
exits 'a collection that is not there' 2 sh -c '"$0" invented nowhere <marked.jsonl' "$train"
says 'is told' 'nowhere: No such file'

done_testing
