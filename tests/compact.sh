#!/bin/sh
# idx compact: smaller, and the same in all that is asked of it.
. "$SOURCE/tests/end_to_end"

everything() { # everything DATABASE: all that srch and idx show of it
    for query in russe venezuela maduro 'base OU titre'; do
        "$SRCH" --db "$1" -n 0 -f tsv --any "$query" 2>"$err"
    done
    "$IDX" export --db "$1"
    "$IDX" entities --db "$1"
}

size() {
    du -sb "$1" | cut -f 1
}

# Articles put in one by one leave room in the blocks.
"$IDX" ingest --db db --date 2019-02-14 "$SOURCE/data/sample.txt" >"$out" 2>"$err"
for article in 1 2 3 4 5 6; do
    printf '{"id":"%s","title":"Titre %s","text":"Un texte de la base %s."}\n' $article $article $article |
        "$IDX" ingest --db db --format jsonl - >"$out" 2>"$err"
done
everything db >before
before=$(size db)
chmod 750 db
ln -s db link
mkdir db.build-x && mkdir -m 1700 db.build-12345 # as a killed run leaves it
exits 'compact' 0 "$IDX" compact --db link
is 'nothing is said' '' "$(cat "$out" "$err")"
is 'it is smaller' True "$([ "$(size db)" -lt "$before" ] && echo True)"
everything db >after
is 'and the same' '' "$(diff before after)"
is 'something was compared' True "$([ "$(wc -l <before)" -gt 20 ] && echo True)"
exits 'it is sound' 0 "$IDX" check --db db
is 'the link is one still' db "$(readlink link)"
is 'the folder has the rights it had' 750 "$(stat -c %a db)"
is 'what a killed run left is gone, and no other folder' db.build-x "$(echo db.build-*)"
exits 'articles go in as before' 0 "$IDX" ingest --db db "$SOURCE/data/sample.txt"
exits 'once more' 0 "$IDX" compact --db db
exits 'it is sound again' 0 "$IDX" check --db db

# The files keep their mode, and as root their owner: the one who has the database can go on with it.
python3 "$SOURCE/tests/make_many.py" 200 1000 >many.jsonl
for line in compact rebuild 'ingest many.jsonl'; do
    chmod 640 db/*
    chmod 2750 db
    owner=$(stat -c %u:%g db)
    if [ "$(id -u)" -eq 0 ] && chown -R 4711:4712 db 2>"$err"; then
        owner=4711:4712
        chmod 2750 db
    fi
    inode=$(stat -c %i db)
    # shellcheck disable=SC2086 # words
    run "$IDX" $line --db db
    is "$line: the folder is another" 1 "$([ "$inode" != "$(stat -c %i db)" ] && echo 1)"
    is "$line: with the mode and owner of the one before" "2750 $owner" "$(stat -c '%a %u:%g' db)"
    # What one writes afterwards is of who writes it.
    case $line in ingest*) files='db/flintlock db/postlist.glass db/termlist.glass' ;; *) files='db/*' ;; esac
    # shellcheck disable=SC2086
    is "$line: and its files" "640 $owner" "$(stat -c '%a %u:%g' $files | sort -u)"
    exits 'who writes locks the same file' 0 test -e db/flintlock
done

# Killed at some moment: one database or the other, each whole.
everything db >before
for moment in 0 1 2 4 8 16 32; do
    "$IDX" compact --db db >"$out" 2>"$err" &
    python3 -c "import time; time.sleep($moment / 1000)"
    kill -9 $! 2>"$err"
    wait $! 2>"$err"
    everything db >after
    is "killed after $moment ms it is the same" '' "$(diff before after)"
done
exits 'and compact again' 0 "$IDX" compact --db db
is 'leaves nothing beside' db.build-x "$(echo db.build-*)"

# The folder that somebody stands in is not taken from under him.
python3 "$SOURCE/tests/make_many.py" 140 3000 >more.jsonl
articles=$("$IDX" export --db db | wc -l)
for line in compact rebuild 'ingest ../more.jsonl'; do
    wanted=2
    case $line in ingest*) wanted=0 ;; esac
    cd db || exit 1
    # shellcheck disable=SC2086 # words
    exits "$line in the current folder" $wanted "$IDX" $line --db .
    case $line in ingest*) ;; *) says 'is told' '/db is the current folder' ;; esac
    exits 'the database is still there' 0 "$SRCH" --db . -q --any russe
    cd ..
done
is 'with all that was put in' $((articles + 140)) "$("$IDX" export --db db | wc -l)"

exits 'no database' 2 "$IDX" compact --db none
says 'is told' '^idx: no database at none'
exits 'none was made' 1 test -e none
printf 'auto db\n' >stub
exits 'a stub file' 2 "$IDX" compact --db stub
says 'is told too' 'stub is a stub file'
exits 'an operand' 2 "$IDX" compact --db db file

done_testing
