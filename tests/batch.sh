#!/bin/sh
# srch --batch: a query a line, and what is wrong with a line or the file.
. "$SOURCE/tests/end_to_end"

cat >articles.jsonl <<'JSON'
{"id":"a","title":"Le pont","text":"Un pont de bois.","outlet":"A"}
{"id":"b","title":"Le port","text":"Un pont, un port.","outlet":"B"}
{"id":"c","title":"Le hangar","text":"Un hangar.","outlet":"B"}
JSON
"$IDX" ingest --db db articles.jsonl >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"

# Counts, of any format: an id, a tab, a number.
printf 'un\tpont\ndeux\t"hangar\nde ux\trien\n\ntrois\tpont OU hangar\n' >queries
counts='un	2
de ux	0
trois	3'
for format in text tsv json jsonl csv ids trec iramuteq; do
    exits "counts as $format" 2 "$SRCH" -f "$format" -c --all --batch queries
    prints 'have the id first' "$counts"
done
says 'and the wrong line is told' '^queries:2: unclosed quotation mark$'
run "$SRCH" -c --any --batch queries
is 'with --any the words of a wrong line are counted' 'deux	1' "$(sed -n 2p "$out")"
exits 'a count of one query' 0 "$SRCH" -c pont
prints 'is a number' 2
exits 'quietly' 0 "$SRCH" -c -q pont
prints 'too' 2
exits 'quietly, of a batch' 2 "$SRCH" -c -q --all --batch queries
prints 'too, with its id' "$counts"
is 'a terminal gets no control characters' 'x\x1by	2' \
    "$(printf 'x\033y\tpont\n' >escapes; on_terminal 80 "$SRCH" -c --batch escapes)"

# The database is written to between two lines, and gone for a while.
"$IDX" ingest --db moving "$SOURCE/data/sample.txt" >"$out" 2>"$err"
mkfifo fifo
"$SRCH" --db moving -f ids -n 1 --batch fifo >answers 2>told &
exec 3>fifo
ask() { # LINE'S ID, QUERY; then time to answer
    printf '%s\t%s\n' "$1" "$2" >&3
    sleep 0.3
}
ask before venezuela
for more in 1 2 3; do
    printf '{"title":"Encore %s","text":"Un canal."}\n' "$more" >more.jsonl
    "$IDX" ingest --db moving more.jsonl >"$out" 2>"$err"
done
mv moving moved
ask gone dollar
ask gone russie
mv moved moving
ask behind moscou
exec 3>&-
wait $!
is 'a database that is gone is an error' 2 "$?"
is 'at each line' 2 "$(grep -c '^fifo:[23]: no database at moving' told)"
is 'and is read once it is back' 'before behind' "$(cut -f 1 answers | paste -sd ' ' -)"

# A file that cannot be read, from the beginning or in the middle: the other end of a terminal that is closed
# fails once all is read.
exits 'no such file' 2 "$SRCH" --batch nowhere
says 'is told' '^srch: nowhere: cannot be read; give a file of ID<TAB>QUERY lines$'
exits 'a folder' 2 "$SRCH" --batch .
says 'is told' '^srch: \.: cannot be read; give a file of ID<TAB>QUERY lines$'
run sh -c '"$0" --batch - <&-' "$SRCH"
is 'a closed standard input' 2 "$status"
says 'is told' '^srch: -: cannot be read; '
run python3 -c 'import os, pty, subprocess, sys
reader, writer = pty.openpty()
os.write(writer, b"un\tpont\n")
os.close(writer)
sys.exit(subprocess.call(sys.argv[1:], stdin=reader))' "$SRCH" -f ids -n 1 --batch -
is 'a file that fails in the middle' 2 "$status"
says 'is told' '^srch: -: cannot be read; '
is 'behind the hits of what could be read' 'un' "$(cut -f 1 "$out")"

# A query as an operand would be passed over.
exits 'a query beside a batch' 2 "$SRCH" --batch queries pont
says 'is told' '^srch: --batch has its queries in a file; leave out pont, or write it there$'
exits 'show beside a batch' 2 "$SRCH" show a --batch queries
says 'is told, too' '^srch: --batch has its queries in a file; leave out show, or write it there$'

# What a line lacks, told as it is.
printf '%s\n' 'pont' '	pont' 'trois	' 'quatre	 ' '	' ' cinq	pont ' | sed 's/$/\r/' >lines
exits 'lines without a part' 2 "$SRCH" -f ids -n 1 --batch lines
is 'are told' 'lines:1: no tab between the id and the query
lines:2: no id before the tab
lines:3: nothing to search for; give words, a phrase or a filter
lines:4: nothing to search for; give words, a phrase or a filter' "$(cat "$err")"
prints 'and the others are run' 'cinq	a'
run "$SRCH" --any -f ids -n 1 --batch lines
is 'each once, where any word is enough, too' 4 "$(wc -l <"$err" | tr -d ' ')"
run "$SRCH" -f ids --outlet a --batch lines
is 'no query but a filter lists what passes it' 'trois	a quatre	a cinq	a' "$(tr '\n' ' ' <"$out" | sed 's/ $//')"

# A run for trec_eval parts its columns by white space, and has a document of a query once.
printf '%s\n' 'un	pont' 'de ux	pont' 'un	hangar' 'trois	"hangar' 'trois	hangar' 'cinq	port' >ids
printf 'si\302\240x\tpont\n' >>ids
for words in --all --any; do
    exits "ids that are none of a run, $words" 2 "$SRCH" $words -f trec -n 1 --batch ids
    is 'are told' 'ids:2: id "de ux" has white space, which parts the columns of -f trec; leave it out
ids:3: id "un" was given already; -f trec needs another for each query
ids:4: unclosed quotation mark
ids:5: id "trois" was given already; -f trec needs another for each query
ids:7: id "si_x" has white space, which parts the columns of -f trec; leave it out' \
        "$(grep '^ids' "$err" | sed "s/$(printf '\302\240')/_/")"
    is 'and the others are run' 'un cinq' "$(grep -v '^trois' "$out" | cut -d ' ' -f 1 | paste -sd ' ' -)"
done
run "$SRCH" --any -f trec --batch ids
is 'a line has six columns' 6 "$(awk '{ print NF }' "$out" | sort -u)"
is 'and no document is there twice' '' "$(cut -d ' ' -f 1,3 "$out" | sort | uniq -d)"
for format in text tsv json jsonl csv ids iramuteq; do
    run "$SRCH" --all -f "$format" --batch ids
    is "$format has all ids" 'ids:4: unclosed quotation mark' "$(grep '^ids' "$err")"
done
exits 'and so have counts, of any format' 2 "$SRCH" -f trec -c --all --batch ids
is 'a line each' 6 "$(wc -l <"$out" | tr -d ' ')"

# A byte order mark belongs to no id, at the beginning or where files were put together.
printf '\357\273\277un\tpont\n\357\273\277deux\tpont\n' >marked
exits 'byte order marks' 0 "$SRCH" -c --batch marked
prints 'are no part of the ids' 'un	2
deux	2'
printf '\357\273\277\n' >marked
exits 'nothing but a byte order mark' 1 "$SRCH" -c --batch marked
prints 'is nothing' ''

done_testing
