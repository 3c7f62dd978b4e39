#!/bin/sh
# What is not the database's own stays, in its folder and beside it: other files, other databases, whatever
# their names. Nothing is ever deleted but by idx delete.
. "$SOURCE/tests/end_to_end"

python3 "$SOURCE/tests/make_many.py" 20 1 >few.jsonl &&
    python3 "$SOURCE/tests/make_many.py" 200 1000 |
    awk '(NR - 1) % 50 == 0 || (NR - 1) % 50 % 11 != 0' >many.jsonl || exit 1 # none that come again
cp "$SOURCE/data/sample.txt" .

articles() { # articles DATABASE
    "$IDX" export --db "$1" 2>>"$err" | sort
}

# -- In the folder ---------------------------------------------------------------------------------

# make: a database, with a text and another database in its folder.
make() {
    rm -rf p
    "$IDX" ingest --db p/db few.jsonl >"$out" 2>"$err"
    echo notes >p/db/notes.txt
    "$IDX" ingest --db p/db/archive/2018 sample.txt >"$out" 2>"$err"
    articles p/db/archive/2018 >archive.before
}

# stays TITLE: what lies in the folder does, and nothing lies beside it.
stays() {
    is "$1: the text stays" notes "$(cat p/db/notes.txt 2>"$err")"
    articles p/db/archive/2018 >archive.after
    exits "$1: the other database stays" 0 cmp archive.before archive.after
    exits "$1: the database is sound" 0 "$IDX" check --db p/db
    is "$1: nothing stays beside it" p/db "$(ls -d p/*)"
}

for command in compact rebuild; do
    make
    articles p/db >before
    exits "$command" 2 "$IDX" $command --db p/db
    says 'says what lies there' '^idx: .*/p/db holds archive, which is no file of the database; move it away first$'
    is 'in a line' 1 "$(wc -l <"$err")"
    stays $command
    articles p/db >after
    exits 'all is as it was' 0 cmp before after
    mkdir away && mv p/db/archive p/db/notes.txt away
    exits "$command, then" 0 "$IDX" $command --db p/db
    rm -rf away
done
for entry in .hidden notes.glass changes; do
    touch p/db/$entry
    exits "compact with $entry" 2 "$IDX" compact --db p/db
    says 'says so' "holds $entry,"
    rm p/db/$entry
done
mkdir p/db/position.glass
exits 'a folder of a name of ours' 2 "$IDX" compact --db p/db
rmdir p/db/position.glass
mv p/db/termlist.glass p/termlist && ln -s ../termlist p/db/termlist.glass
exits 'a link of such a name' 2 "$IDX" compact --db p/db
rm p/db/termlist.glass && mv p/termlist p/db/termlist.glass
exits 'nothing but its own' 0 "$IDX" compact --db p/db
XAPIAN_FLUSH_THRESHOLD=1 exits 'what Xapian leaves is its own' 0 "$IDX" ingest --db p/db sample.txt
touch p/db/v.tmp
exits 'so is the version of a killed run' 0 "$IDX" compact --db p/db

make
"$IDX" ingest --db plain few.jsonl many.jsonl >"$out" 2>"$err"
exits 'many articles' 0 "$IDX" ingest --db p/db many.jsonl
stays ingest
articles plain >wanted
articles p/db >after
exits 'go in' 0 cmp wanted after

# What comes while it builds.
rm -rf p
"$IDX" ingest --db p/db few.jsonl >"$out" 2>"$err"
mkfifo pipe
"$IDX" ingest --db p/db - <pipe >late.out 2>late.err &
late=$!
exec 9>pipe
cat many.jsonl many.jsonl >&9
until ls -d p/db.build-* >"$out" 2>&1 || ! kill -0 $late 2>"$err"; do sleep 0.05; done
echo notes >p/db/notes.txt
exec 9>&-
wait $late
is 'what comes meanwhile: exit 2' 2 $?
is 'is told' 1 "$(grep -c 'p/db holds notes.txt' late.err)"
is 'and stays' notes "$(cat p/db/notes.txt 2>"$err")"
exits 'again' 0 "$IDX" ingest --db p/db many.jsonl
articles p/db >after
exits 'all goes in' 0 cmp wanted after
is 'it stays still' notes "$(cat p/db/notes.txt 2>"$err")"
is 'nothing beside' p/db "$(ls -d p/*)"

# -- Beside it -------------------------------------------------------------------------------------

"$IDX" ingest --db sib/presse few.jsonl >"$out" 2>"$err"
"$IDX" ingest --db sib/presse.build-2019 sample.txt >"$out" 2>"$err"
"$IDX" ingest --db sib/presse.build-3/2018 sample.txt >"$out" 2>"$err"
"$IDX" ingest --db sib/presse.build-4/database sample.txt >"$out" 2>"$err"
(umask 077 && mkdir sib/presse.build-5 && mkdir -p sib/presse.build-6/0)
echo text >sib/presse.build-7
ln -s presse.build-2019 sib/presse.build-8
mkdir -m 1777 sib/presse.build-9
find sib/presse.build-* | sort >names
for line in 'ingest sample.txt' 'ingest many.jsonl' compact rebuild; do
    # shellcheck disable=SC2086 # words
    exits "others' folders of such names: $line" 0 "$IDX" $line --db sib/presse
    find sib/presse.build-* | sort >names.after
    is 'stay' '' "$(diff names names.after)"
done
exits 'a database among them is sound' 0 "$IDX" check --db sib/presse.build-2019
exits 'another' 0 "$IDX" check --db sib/presse.build-4/database

# What a killed run left goes, but not what others put into it; a name that is taken is passed over.
mkdir -m 1700 sib/presse.build-10 sib/presse.build-11
cp -R sib/presse sib/presse.build-10/0
cp -R sib/presse sib/presse.build-10/database
mkdir sib/presse.build-10/try-one sib/presse.build-11/0 sib/presse.build-11/mine
cp sib/presse/iamglass sib/presse.build-11/0
touch sib/presse.build-11/0/mine sib/presse.build-11/iamglass
exits 'leftovers' 0 "$IDX" compact --db sib/presse
is 'go' '' "$(ls -d sib/presse.build-10 2>"$err")"
is 'but not what is not ours' '0 0/mine iamglass mine' "$(cd sib/presse.build-11 && find . -mindepth 1 | sed 's,^\./,,' | LC_ALL=C sort | paste -sd ' ')"
# shellcheck disable=SC2016 # the shell that becomes idx makes the folders of its own number
exits 'a name that is taken' 0 sh -c 'mkdir "$2.build-$$" "$2.build-$(($$ + 1))" && touch "$2.build-$$/own" && echo $$ >taken && exec "$0" "$1" --db "$2"' "$IDX" compact sib/presse
taken=$(cat taken)
exits 'stays' 0 test -e "sib/presse.build-$taken/own"
exits 'the next too' 0 test -d "sib/presse.build-$((taken + 1))"
exits 'and no other is made' 1 test -e "sib/presse.build-$((taken + 2))"

done_testing
