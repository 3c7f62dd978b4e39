#!/bin/sh
# What users do wrong and what disks do: an error in one sentence, nothing lost, never a crash.
. "$SOURCE/tests/end_to_end"

good='Un titre\n\nUn texte court.\n\nSource : Un titre – La Gazette\n'
printf "$good" >good.txt # shellcheck disable=SC2059

# Files.
exits 'no such file' 2 "$IDX" ingest --db db missing.txt
says 'is named' 'missing.txt'
exits 'nothing was made' 1 test -e db
mkdir empty-folder
exits 'a folder without digests' 2 "$IDX" ingest --db db empty-folder
says 'is named too' 'empty-folder'
: >empty.txt
exits 'an empty file' 2 "$IDX" ingest --db db empty.txt
says 'and so is it' 'empty.txt'
exits 'the others go in' 1 "$IDX" ingest --db db missing.txt good.txt empty.txt
prints 'with their counts' 'good.txt: 1 added, 0 updated, 0 unchanged, 0 rejected'
if [ "$(id -u)" -ne 0 ]; then
    cp good.txt secret.txt
    chmod 0 secret.txt
    exits 'an unreadable file' 2 "$IDX" ingest --db db secret.txt
fi

# bounded COMMAND...: runs it without the super-user's right to read everything.
bounded() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --bounding-set=-dac_override,-dac_read_search "$@"
    else
        "$@"
    fi
}
if bounded true 2>/dev/null; then
    mkdir -p closed/sub closed/open
    for name in one two sub/three open/four; do
        sed "s,court,$name," good.txt >"closed/$name.txt"
    done
    chmod 0 closed/one.txt closed/sub
    exits 'a folder of which a file and a folder cannot be read' 1 \
        bounded "$IDX" ingest --db closed.db closed
    prints 'the rest is in' 'closed/open/four.txt: 1 added, 0 updated, 0 unchanged, 0 rejected
closed/two.txt: 1 added, 0 updated, 0 unchanged, 0 rejected'
    is 'a line tells of each' 'idx: cannot open closed/one.txt: Permission denied
idx: cannot open closed/sub: Permission denied' "$(cat "$err")"
    exits 'names in it' 1 bounded "$IDX" names closed
    is 'the same lines tell of each' 'idx: cannot open closed/one.txt: Permission denied
idx: cannot open closed/sub: Permission denied' "$(cat "$err")"
    chmod 0 closed/two.txt closed/open
    exits 'when nothing can be read' 2 bounded "$IDX" ingest --db none.db closed
    exits 'nothing is made' 1 test -e none.db
    chmod -R u+rwx closed
fi

# Text that is no digest.
printf 'Du texte\n\nencore du texte\n' >prose.txt
exits 'no source line' 2 "$IDX" ingest --db db prose.txt
says 'its first line' '^prose.txt:1: '
head -c 100000 /dev/urandom >random.txt
run "$IDX" ingest --db random random.txt
is 'random bytes do not crash' True "$([ "$status" -le 2 ] && echo True)"
says 'and are told' '^random.txt:[0-9]+: |random.txt'
printf 'Un\0titre\n\nUn texte\0.\n\nSource : Un titre – La Gazette\n' >nul.txt
exits 'NUL bytes' 0 "$IDX" ingest --db nul nul.txt
says 'become spaces, with a warning' '^nul.txt:1: warning: '
is 'the title' 'Un titre' "$("$SRCH" --db nul -f tsv texte | cut -f 5)"
printf 'Un caf\303\n\nUn th\303\251 fro\303\n\nSource : Un caf\303 – La Gazette\n' >cut.txt
exits 'truncated UTF-8' 0 "$IDX" ingest --db cut cut.txt
says 'has a warning' '^cut.txt:1: warning: '
printf 'L\222\351t\351\n\nUn \351t\351 \340 Paris.\n\nSource : L\222\351t\351 \226 La Gazette\n' >w.txt
exits 'Windows-1252' 0 "$IDX" ingest --db w w.txt
says 'has one, too' '^w.txt:1: warning: '
is 'its accents' 'L’été' "$("$SRCH" --db w -f tsv paris | cut -f 5)"
is 'its outlet' 'La Gazette' "$("$SRCH" --db w -f tsv paris | cut -f 4)"

# Size.
long=$(head -c 10000 /dev/zero | tr '\0' x)
printf '%s\n\nUn mot %s ici.\n\nSource : %s – La Gazette\n' "$long" "$long" "$long" >long.txt
exits 'a word of 10,000 letters' 0 "$IDX" ingest --db long long.txt
is 'is found' 1 "$("$SRCH" --db long -c "$long")"
{
    printf 'Une ligne\n\n'
    head -c 10000000 /dev/zero | tr '\0' 'y' | sed 's/yyyyyyyyy/mot yyyyy/g'
    printf '\n\nSource : Une ligne – La Gazette\n'
} >line.txt
exits 'a line of 10 MB' 0 "$IDX" ingest --db line line.txt
is 'is in' 1 "$("$SRCH" --db line -c mot)"
exits 'and is shown' 0 "$SRCH" --db line -f json mot

# JSON Lines.
printf '{"title":"a","text":"un"}\n{"title":1,"text":"deux"}\nrien\n{"title":"b","text":"trois"}\n' >j.jsonl
exits 'bad JSON lines' 1 "$IDX" ingest --db j j.jsonl
prints 'the others are in' 'j.jsonl: 2 added, 0 updated, 0 unchanged, 2 rejected'
says 'the wrong type' '^j.jsonl:2: '
says 'the wrong line' '^j.jsonl:3: '

# Places for the database.
exits 'a file as database' 2 "$IDX" ingest --db good.txt good.txt
says 'is told' 'good.txt is a file'
exits 'the file is as it was' 0 cmp good.txt good.txt
mkdir full && cp good.txt full/
exits 'a folder with other files' 2 "$IDX" ingest --db full good.txt
is 'nothing is put there' good.txt "$(ls full)"
mkdir foreign && : >foreign/iamglass
exits 'a broken database' 2 "$IDX" ingest --db foreign good.txt
exits 'for srch too' 2 "$SRCH" --db foreign mot
if [ "$(id -u)" -ne 0 ]; then
    mkdir closed && chmod 500 closed
    exits 'a place that cannot be written' 2 "$IDX" ingest --db closed/db good.txt
fi
exits 'below a file' 2 "$IDX" ingest --db good.txt/db good.txt
exits 'a bad word after a good database' 1 "$SRCH" --db db introuvable

# A path in a text is text.
mkdir -p deep/down
cd deep/down || exit 1
for field in id title outlet author section url text; do
    printf '{"title":"Chemin","text":"De %s.","outlet":"RT","%s":"../../%s"}\n' $field $field $field
done >paths.jsonl
printf '../../title\n\n`touch ../../run` $(touch ../../run)\n\nSource : ../../title – ../../outlet\n' >paths.txt
find .. ../../*.txt ! -path '*/db/*' | sort >../../before.files
exits 'paths as texts' 0 "$IDX" ingest --db db paths.jsonl paths.txt
exits 'shown' 0 "$SRCH" --db db show ../../id
exits 'written' 0 "$IDX" export --db db
is 'all are in' 8 "$(grep -c '\.\./\.\./' "$out")"
is 'and no file comes of them' '../down/db' "$(find .. ../../*.txt ! -path '*/db/*' | sort | comm -13 ../../before.files -)"
cd ../..

# Another writer: waited for, then told.
hold_lock db 4
printf 'Deux\n\nUn autre texte.\n\nSource : Deux – La Gazette\n' >two.txt
exits 'a second writer' 2 "$IDX" ingest --db db --wait 0 two.txt
says 'is told' '^idx: db is being written by another idx'
exits 'or waits' 0 "$IDX" ingest --db db --wait 60 two.txt
says 'with a message' 'waiting for another idx'
wait "$holder"

done_testing
