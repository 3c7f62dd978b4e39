#!/bin/sh
# Articles that mean harm, and outputs that take nothing, in every way srch shows hits.
. "$SOURCE/tests/end_to_end"

# An article of controls and overrides; in JSON they can be written, in a digest they are bytes.
cat >harm.jsonl <<'JSON'
{"id":"a\u202eb","title":"Un \u001b[31mtitre\u001b]0;x\u0007\u009b2J\tde\n\u202epont\u2066","text":"Un \u001b[2Jpont.\u0085\u009d Le \u202epont\u202c.","outlet":"Le \u001b[1mM\u00e9dia\u2067","author":"\u001bcA","section":"\u0090S","url":"https://exemple.org/\u001b]8;;\u0007"}
JSON
printf 'Un \033[31mtitre\tde \342\200\256pont\n\nUn \033[2Jpont.\n\nSource : Un \033[31mtitre\tde \342\200\256pont – Le \033[1mMédia\n' >harm.txt
exits 'harm goes in' 0 "$IDX" ingest --db harm harm.jsonl harm.txt
says 'with a warning' 'control characters become spaces'

# What a terminal would obey or reorder, counted for each way that the hits are shown; colours and links are
# those of srch.
cat >obeyed.py <<'PYTHON'
import re, sys
text = sys.stdin.buffer.read().decode("utf-8")
text = re.sub("\033\\[[0-9;]*m|\033\\]8;(id=[0-9a-f]{16})?;[!-~]*\033\\\\", "", text)
for way in text.split("\n== way ")[1:]:
    options, _, shown = way.partition(":\n")
    obeyed = re.findall("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", shown)
    print(len(obeyed) if shown.strip() else "none shown,", options)
PYTHON
facets=outlet,author,section,entity
for format in text tsv json jsonl csv ids trec ris bibtex csl-json iramuteq html; do
    echo "-f $format"
done >ways
printf '%s\n' '--kwic' '--context 1' "--facets $facets" "-f html --facets $facets" '--timeline' '--explain' >>ways
for columns in 20 80; do
    # shellcheck disable=SC2016 # the shell on the terminal expands it
    on_terminal $columns sh -c 'while IFS= read -r options <&3; do
        printf "\n== way %s:\n" "$options"
        "$SRCH" --db harm $options pont
    done 3<ways' | python3 obeyed.py >"obeyed.$columns"
    while IFS= read -r options; do
        is "$options, $columns columns: nothing to obey" "0 $options" \
            "$(grep -xE -e "([0-9]+|none shown,) $options" "obeyed.$columns")"
    done <ways
done
is 'a TSV hit is a line of five fields' '2 4' \
    "$("$SRCH" --db harm -f tsv pont | awk -F '\t' '{ tabs += NF - 1 } END { print NR, tabs / NR }')"
is 'an occurrence is a line of four' '3 3' \
    "$("$SRCH" --db harm --kwic pont | awk -F '\t' '{ tabs += NF - 1 } END { print NR, tabs / NR }')"

# A terminal that has no width has 80 columns; one of 20 holds every line.
"$IDX" ingest --db db "$SOURCE/data/sample.txt" >"$out" 2>"$err"
export REVUE_DB="$work/db"
same_width() { # without the time, which differs
    on_terminal "$@" | sed 's/[0-9]* ms/N ms/'
}
for options in '' '--kwic' "--facets $facets" '--timeline'; do
    # shellcheck disable=SC2086 # several words
    is "no width, $options" "$(same_width 80 "$SRCH" $options venezuela)" "$(same_width 0 "$SRCH" $options venezuela)"
done

# Outputs that take nothing: closed, full, without a reader.
outputs --kwic venezuela
outputs --kwic -f text venezuela
outputs -f text --context 1 venezuela
outputs --facets outlet venezuela
outputs -f html --timeline --facets $facets venezuela
outputs show "$("$SRCH" -f ids -n 1 venezuela)"

# Numbers and names that make no sense.
for option in -n --offset --context; do
    for value in -1 x '' 1.5 99999999999999999999; do
        exits "$option '$value'" 2 "$SRCH" $option "$value" venezuela
        says 'is told' '^srch: --[a-z]*: '
    done
done
exits 'an unknown sort' 2 "$SRCH" --sort author venezuela
says 'tells those there are' 'relevance, date, -date, title, outlet'
exits 'an unknown facet' 2 "$SRCH" --facets outlets venezuela
exits 'an unknown unit' 2 "$SRCH" --timeline=week venezuela
exits 'an unknown field' 2 "$SRCH" --fields titre venezuela
exits 'an unknown format' 2 "$SRCH" -f xml venezuela
for options in '--kwic' '-f text' '-f text --context 1'; do
    # shellcheck disable=SC2086 # several words
    exits "$options behind the last hit" 0 "$SRCH" $options --offset 4294967295 venezuela
    prints 'is nothing' ''
done
exits 'counts do not depend on the page' 0 "$SRCH" --facets outlet --offset 4294967295 venezuela
is 'and are the same' "$("$SRCH" --facets outlet venezuela)" "$(cat "$out")"

done_testing
