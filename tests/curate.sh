#!/bin/sh
# idx entities accept, reject, merge, rename, type: the user's list is edited, and the articles concerned
# get their entities anew.
. "$SOURCE/tests/end_to_end"

own=home/.config/revue/entities.tsv
printf '%s\n' \
    '{"id":"a","title":"Rien","text":"Nicolás Maduro a parlé à Paris Match. Puis Maduro est parti à Paris."}' \
    '{"id":"b","title":"Autre","text":"Jean Valjean court. La Banque de France aussi."}' \
    '{"id":"c","title":"Moros","text":"Maduro Moros et la France de Jean Valjean."}' \
    '{"id":"d","title":"Vide","text":"Un texte sans nom."}' >articles.jsonl

# decides TITLE TOLD OPERAND...: idx entities does it and says so.
decides() {
    title=$1
    told=$2
    shift 2
    exits "$title" 0 "$IDX" entities --db db "$@"
    prints "$title: what came of it" "$told"
}

# refuses TITLE PATTERN OPERAND...: it does not, says why, and changes nothing.
refuses() {
    title=$1
    pattern=$2
    shift 2
    cp "$own" list.before
    exits "$title" 2 "$IDX" entities --db db "$@"
    says "$title: says why" "$pattern"
    exits "$title: the list stays" 0 cmp list.before "$own"
}

# The list is all there is before the database.
exits 'without a database' 0 "$IDX" entities accept 'Jean Valjean' person
prints 'the list is written, and that is said' \
    "accepted Jean Valjean (person): no database at $work/home/.local/share/revue/db to change"
is 'with its folders' 'Jean Valjean	person	' "$(cat $own)"
exits 'a database that is named must be there' 2 "$IDX" entities --db none reject 'Jean Valjean'
says 'and is not' '^idx: no database at none'
exits 'a number that is none' 2 "$IDX" entities --wait soon reject 'Jean Valjean'

run "$IDX" ingest --db db articles.jsonl
is 'the list counts' 2 "$("$SRCH" --db db -c --entity 'jean valjean')"

decides 'a name that no list has' 'accepted Paris Match (organisation): 1 article changed' \
    accept 'Paris Match' organisation
is 'is found' 1 "$("$SRCH" --db db -c --entity 'paris match')"
decides 'again' 'Paris Match (organisation) stands in the list already: 0 articles changed' \
    accept 'paris match'
decides 'rejected' 'rejected Paris Match: 1 article changed' reject 'PARIS MATCH'
exits 'is found no more' 2 "$SRCH" --db db -c --entity 'paris match'
says 'as an entity' 'no known entity'
is 'nor is what stands within it' 'Paris' \
    "$("$SRCH" --db db -f jsonl --fields entities titre:rien | grep -o '"Paris[^"]*"' | tr -d '"')"
decides 'accepted anew' 'accepted Paris Match (place): 1 article changed' accept 'Paris Match' place
decides 'of another type' 'changed Paris Match from place to event: 1 article changed' \
    type 'Paris Match' event
decides 'rejected again' 'rejected Paris Match: 1 article changed' reject 'Paris Match'
decides 'and again' 'Paris Match (none) stands in the list already: 0 articles changed' \
    reject 'Paris Match'

decides 'two that are one' 'merged Jean Valjean into Nicolás Maduro (person): 2 articles changed' \
    merge 'Jean Valjean' Maduro
is 'have the articles of both' 3 "$("$SRCH" --db db -c --entity maduro)"
is 'the installed line is copied, its own is gone' 'Paris Match	none	
Nicolás Maduro	person	Maduro|Jean Valjean' "$(cat $own)"
decides 'merged again' 'Nicolás Maduro (person) stands in the list already: 0 articles changed' \
    merge 'Jean Valjean' 'Nicolas Maduro'

decides 'another name' 'renamed France to République française (place): 2 articles changed' \
    rename France 'République française'
is 'the old one finds it' 2 "$("$SRCH" --db db -c --entity france)"
is 'and stands against the installed line' 'République française	place	France|Hexagone
France	none	' "$(tail -n 2 $own)"
decides 'renamed again' 'République française (place) stands in the list already: 0 articles changed' \
    rename France 'République française'
decides 'another spelling' \
    'renamed République française to République Française (place): 2 articles changed' \
    rename 'republique francaise' 'République Française'
is 'takes its place' 4 "$(wc -l <$own)"
decides 'two installed ones' 'merged ONU into Nicolás Maduro (person): 0 articles changed' \
    merge onu maduro
is 'stand as one line and one against the other' 'ONU	none	' "$(tail -n 1 $own)"

# What the database knows is what idx retag would find.
exits 'idx retag' 0 "$IDX" retag --db db
prints 'finds nothing to do' '4 articles, 0 with other entities than before'
exits 'sound' 0 "$IDX" check --db db
exits 'a new database' 0 "$IDX" ingest --db new articles.jsonl
for db in db new; do
    "$IDX" entities --db $db >$db.entities 2>"$err"
done
exits 'knows the same entities' 0 cmp db.entities new.entities

refuses 'an unknown name' '^idx: "Jean Valgean Maduros" is no known name$' reject 'Jean Valgean Maduros'
refuses 'one that is near' 'no known name; the nearest there are: .*Nicolás Maduro' type Madura place
refuses 'an alias' '"hexagone" is an alias of République Française' accept hexagone
refuses 'a name twice' '"nicolas maduro" and "Nicolas Maduro" are one name' merge 'nicolas maduro' 'Nicolas Maduro'
refuses 'a name that another has' '"Paris" is another entity; idx entities merge' rename maduro paris
refuses 'a rejected one' '"Paris Match" is rejected; accept it first' type 'Paris Match' place
refuses 'without a type' 'no known name' accept 'Gavroche Thénardier'
refuses 'another type' 'is a person; idx entities type' accept 'Nicolás Maduro' place
refuses 'a type that is none' 'no such type "ville"' accept Paris ville
refuses 'no decision' 'unknown decision dismiss; write accept' dismiss Paris
refuses 'too few operands' 'write: idx entities merge OTHER NAME' merge Paris
refuses 'too many' 'write: idx entities reject NAME' reject Paris Match
refuses 'no list' '^idx: --entities: the value is empty' accept --entities '' 'Jean Valjean'
refuses 'an empty name' 'an empty name' reject ' '
refuses 'a bar' 'without tabs' accept 'a|b' person
refuses 'a tab' 'without tabs' rename Paris 'a	b'
refuses 'no letters' 'has no letter or digit' accept '!!!' person
refuses 'a comment' 'not begin with' accept '# x' person
refuses 'no UTF-8' 'UTF-8' accept "$(printf 'a\377')" person

# The list as a file: rights, links, comments, damage.
printf '# mine\n\nJavert\tperson\t\n# end' >real.tsv
chmod 640 real.tsv
ln -s real.tsv link.tsv
exits 'another list' 0 "$IDX" entities --db db --entities link.tsv accept 'Un texte' event
is 'is edited behind its link' '# mine

Javert	person	
# end
Un texte	event	' "$(cat real.tsv)"
is 'which stays' real.tsv "$(readlink link.tsv)"
is 'with its rights' 640 "$(stat -c %a real.tsv)"
is 'and nothing beside it' '' "$(find . -name '*.new')"
printf 'Javert\tperson\t\nValjean\tville\t\n' >bad.tsv
cp bad.tsv bad.before
exits 'a damaged list' 2 "$IDX" entities --db db --entities bad.tsv reject Javert
says 'is told with its line' '^idx: .*bad.tsv:2: no such type "ville"'
exits 'and left as it is' 0 cmp bad.tsv bad.before
exits 'a folder' 2 "$IDX" entities --db db --entities home reject Javert
says 'is no list' 'home is no file that can be edited'
ln -s nowhere dangling.tsv
exits 'a link to nothing' 2 "$IDX" entities --db db --entities dangling.tsv reject Javert
says 'is told' 'dangling.tsv cannot be read: No such file'
if [ "$(id -u)" -ne 0 ]; then
    chmod a-w real.tsv
    exits 'a list that is not to be written' 2 "$IDX" entities --db db --entities real.tsv reject Javert
    says 'is told so' 'real.tsv cannot be written: Permission denied'
    chmod u+w real.tsv
fi

# Two at once lose nothing; a database that cannot be written leaves the list alone.
rm -f many.tsv
for person in 1 2 3 4 5 6 7 8; do
    "$IDX" entities --entities many.tsv accept "Personne $person" person >"$out.$person" 2>&1 &
done
wait
is 'eight at once' 8 "$(grep -c '^Personne' many.tsv)"
cp $own list.before
hold_lock db 60
exits 'a database that another writes' 2 "$IDX" entities --db db --wait 0 reject Paris
says 'is told' 'is being written by another idx'
kill $holder
wait $holder 2>"$err"
exits 'the list is as before' 0 cmp list.before $own
python3 - <<'PYTHON' &
import fcntl, os, time
fcntl.flock(os.open("home/.config/revue", os.O_RDONLY), fcntl.LOCK_EX)
open("held", "w").close()
time.sleep(60)
PYTHON
holder=$!
while [ ! -e held ]; do sleep 0.1; done
exits 'a list that another edits' 2 "$IDX" entities --db db --wait 1 reject Paris
says 'is waited for' 'waiting for another idx that edits'
says 'so long' 'entities.tsv is being edited by another idx; try again'
kill $holder
wait $holder 2>"$err"

# Killed at some moment: the same command again finishes.
for moment in 0 1 2 4 8 16 32; do
    "$IDX" entities --db db reject Javert --entities real.tsv >"$out" 2>"$err" &
    python3 -c "import time; time.sleep($moment / 1000)"
    kill -9 $! 2>"$err"
    wait $! 2>"$err"
    exits "killed after $moment ms, again" 0 "$IDX" entities --db db reject Javert --entities real.tsv
    exits 'and back' 0 "$IDX" entities --db db accept Javert person --entities real.tsv
done
is 'nothing is left beside it' '' "$(find . -name '*.new')"
is 'the comments are there' 2 "$(grep -c '^#' real.tsv)"
exits 'sound' 0 "$IDX" check --db db

done_testing
