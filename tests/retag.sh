#!/bin/sh
# idx retag: the entities of all articles as if they were put in today.
. "$SOURCE/tests/end_to_end"

printf '%s\n' '{"id":"a","title":"Rien","text":"La Gazette a paru. Le Zéphyr aussi."}' \
    '{"id":"b","title":"Autre","text":"Un texte sans nom."}' \
    '{"id":"c","title":"Zéphyr","text":"Le journal Le Zéphyr ne paraît plus."}' >articles.jsonl
printf 'Gazette\torganisation\tLa Gazette\n' >before.tsv
printf 'Zéphyr\torganisation\tLe Zéphyr\n' >after.tsv

exits 'a database' 0 "$IDX" ingest --db db --entities before.tsv articles.jsonl
exits 'by the old list' 2 "$SRCH" --db db -f ids --confirmed --entity zephyr
says 'knows no Zéphyr' 'no known entity'
exits 'retag by another' 0 "$IDX" retag --db db --entities after.tsv
prints 'two have other entities' '3 articles, 2 with other entities than before'
exits 'the new entity' 0 "$SRCH" --db db -f ids --sort title --entity zephyr
prints 'is found' 'a
c'
exits 'the old one' 2 "$SRCH" --db db -f ids --entity gazette
says 'is known no more' 'no known entity'
run "$SRCH" --db db -f tsv --fields entities --sort title rien
prints 'and shown' 'Zéphyr'
exits 'idx entities' 0 "$IDX" entities --db db
is 'tells its articles' "Zéphyr	organisation	2" "$(grep '^Zéphyr' "$out" | cut -f 1-3)"
is 'and not the old one' '' "$(grep '^Gazette' "$out")"
exits 'the words' 0 "$SRCH" --db db -c 'gazette OU zephyr'
prints 'are found as before' '2'
exits 'once more' 0 "$IDX" retag --db db --entities after.tsv
prints 'changes nothing' '3 articles, 0 with other entities than before'

# What a list says is none.
printf 'Zéphyr\tnone\tLe Zéphyr\n' >none.tsv
exits 'a list that takes it out' 0 "$IDX" retag --db db --entities none.tsv
prints 'two have one entity less' '3 articles, 2 with other entities than before'
exits 'what is none' 2 "$SRCH" --db db -f ids --entity zephyr
says 'is no entity to srch' 'no known entity'
exits 'nor to idx' 0 "$IDX" entities --db db
is 'which does not list it' '' "$(grep 'Zéphyr' "$out")"
exits 'the database' 0 "$IDX" check --db db
exits 'is put back' 0 "$IDX" retag --db db --entities after.tsv

# The same database as one that was made with the new list, whatever srch shows of it.
exits 'a new database' 0 "$IDX" ingest --db new --entities after.tsv articles.jsonl
for db in db new; do
    "$SRCH" --db $db -f jsonl --sort title -n 0 'gazette OU texte OU zephyr' >$db.jsonl 2>"$err"
done
is 'gives the same hits' 3 "$(wc -l <db.jsonl)"
is 'in all they show' '' "$(diff db.jsonl new.jsonl)"

# What goes wrong changes nothing.
printf 'Gazette\tnewspaper\t\n' >bad.tsv
exits 'a bad list' 2 "$IDX" retag --db db --entities bad.tsv
says 'is told with its line' '^idx: bad.tsv:1: '
exits 'no database' 2 "$IDX" retag --db none
says 'is told' '^idx: no database at none'
exits 'none was made' 1 test -e none
exits 'an operand' 2 "$IDX" retag --db db article
says 'is told too' 'unexpected article'
exits 'a wrong number' 2 "$IDX" retag --db db --wait soon
printf 'auto db\n' >stub
exits 'a stub file' 2 "$IDX" retag --db stub
says 'is not one database' 'stub is a stub file'
exits 'all is as it was' 0 "$SRCH" --db db -c --entity zephyr
prints 'with its entities' '2'

# Killed at some moment: the entities before or those after, never some of each.
for moment in 0 1 2 4 8 16 32; do
    "$IDX" retag --db db --entities before.tsv >"$out" 2>"$err" &
    python3 -c "import time; time.sleep($moment / 1000)"
    kill -9 $! 2>"$err"
    wait $! 2>"$err"
    run "$IDX" entities --db db
    case $(cut -f 1,3 "$out" | grep -E '^(Gazette|Zéphyr)' | tr '\n\t' '  ') in
    'Zéphyr 2 ' | 'Gazette 1 ') is "killed after $moment ms" 0 "$status" ;;
    *) is "killed after $moment ms" 'before or after' "$(cat "$out")" ;;
    esac
    "$IDX" retag --db db --entities after.tsv >"$out" 2>"$err"
done

done_testing
