#!/bin/sh
# Words that no article has: what srch says of them, and what it takes in their place.
. "$SOURCE/tests/end_to_end"

"$IDX" ingest --db db "$SOURCE/data/sample.txt" >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"

# titles QUERY...: the titles of the hits, one a line.
titles() {
    "$SRCH" -f tsv "$@" 2>"$err" | cut -f 5
}
# key NAME QUERY...: what JSON has of a key.
key() {
    name=$1
    shift
    "$SRCH" -f json "$@" 2>"$err" |
        python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$name"
}
# tells TITLE MESSAGES: all that was said.
tells() {
    is "$1" "$2" "$(cat "$err")"
}

# Nothing is found: what was meant is taken.
exits 'a word misspelt' 0 "$SRCH" venezulea
tells 'says so' 'srch: 0 for venezulea; showing venezuela'
is 'finds what was meant' "$(titles venezuela)" "$(titles venezulea)"
is 'the first letter' "$(titles venezuela)" "$(titles benezuela)"
is 'accents and case aside' "$(titles venezuela)" "$(titles VÉNÉZULEA)"
tells 'told as typed' 'srch: 0 for VÉNÉZULEA; showing venezuela'
is 'one of several' "$(titles base militaire russe)" "$(titles base militare russe)"
is 'several' "$(titles base militaire russe)" "$(titles baze militare ruxxe)"
is 'a line a word' 2 "$(titles baze militare base baze >/dev/null; wc -l <"$err" | tr -d ' ')"
is 'in a phrase' "$(titles '"base militaire russe"')" "$(titles '"base militare russe"')"
is 'in a title' "$(titles titre:venezuela)" "$(titles titre:venezulea)"
is 'in a compound' "$(titles s-300 caracas)" "$(titles s-300 craacas)"
is 'what had to be exact' "$(titles venezuela)" "$(titles '=venezuella')"
is 'a phrase that had to be' "$(titles '"base militaire"')" "$(titles '="base militare"')"
is 'without a word' "$(titles 'venezuela -militaire')" "$(titles 'venezulea -militaire')"
is 'of any words' "$(titles --any venezuela militaire)" "$(titles --any venezulea militare)"
is 'the total' "$("$SRCH" -c venezuela)" "$("$SRCH" -c venezulea 2>"$err")"
is 'in an outlet' "$(titles --outlet opinion caracas)" "$(titles --outlet opinion craacas)"

# What JSON has.
is 'the query stays' 'base militare' "$(key query base militare)"
is 'and how it was read' 'base militare' "$(key parsed base militare)"
is 'and what was run' 'base militaire' "$(key corrected base militare)"
is 'printed as a query' '"base militaire" ET russie SAUF mali' \
    "$(key corrected '"base militare" ET (russie -mali)' | tr -d '()')"
is 'exact no more' '"base militaire"' "$(key corrected '="base militare"')"
is 'null when nothing was' None "$(key corrected base militaire)"
is 'null without a hit' None "$(key corrected --all militare)"
is 'not relaxed' False "$(key relaxed base militare russe)"

# Corrected first, then relaxed.
is 'no article has all' "$(titles sahel caracas)" "$(titles sahel craacas)"
is 'both are told' 'srch: 0 for craacas; showing caracas
srch: no article has all of these words; these have some of them' "$(cat "$err")"
is 'corrected' 'sahel caracas' "$(key corrected sahel craacas)"
is 'and relaxed' True "$(key relaxed sahel craacas)"
is 'nothing near one of two' 'sahel caracas xyzzy' "$(key corrected sahel craacas xyzzy)"

# Something is found: it stays.
exits 'one of two alternatives' 0 "$SRCH" 'sahel OU craacas'
tells 'is suggested' 'srch: 0 for craacas; did you mean caracas?'
is 'and not taken' "$(titles sahel)" "$(titles 'sahel OU craacas')"
is 'any word' "$(titles sahel)" "$(titles --any sahel craacas)"
tells 'suggested too' 'srch: 0 for craacas; did you mean caracas?'
is 'so JSON has none' None "$(key corrected --any sahel craacas)"

# --all takes nothing.
exits 'all words' 1 "$SRCH" --all militare
tells 'only suggested' 'srch: 0 for militare; did you mean militaire?'
prints 'and nothing found' ''

# Nothing to say.
exits 'quiet' 0 "$SRCH" -q venezulea
tells 'says nothing' ''
exits 'quiet without hits' 1 "$SRCH" -q --all venezulea
tells 'says nothing either' ''
exits 'nothing near' 1 "$SRCH" xyzzy
tells 'no suggestion' ''
exits 'another form of a word' 0 "$SRCH" militaires
tells 'is known' ''
exits 'a letter doubled, found by its stem' 0 "$SRCH" venezuella
tells 'what was meant' 'srch: 0 for venezuella; did you mean venezuela?'
is 'nothing is taken' None "$(key corrected venezuella)"
is 'nor beside what is' "base militaire venezuella" "$(key corrected base militare venezuella)"
exits 'numbers' 1 "$SRCH" --all 1 200 001
tells 'are none to correct' ''
exits 'what is not wanted' 0 "$SRCH" 'base -militare'
tells 'is not corrected' ''
exits 'a filter without hits' 1 "$SRCH" --outlet rfi --all rostec
tells 'has words all the same' ''
exits 'corrected in vain' 1 "$SRCH" --until 0002 venezulea
tells 'is only suggested' 'srch: 0 for venezulea; did you mean venezuela?'
exits 'what would be no query' 1 "$SRCH" dato:venezulea
tells 'is not tried' 'srch: 0 for dato; did you mean date?
srch: 0 for venezulea; did you mean venezuela?'

# One word of hundreds is told, but the query is not run again for it.
long=$(awk 'BEGIN { for (i = 1000; i < 1300; i++) printf " zq%d", i }')
is 'a misspelt word beside another' 'venezuela hangar' "$(key corrected venezulea hangar)"
is 'in a long query' None "$(key corrected "venezulea hangar$long")"
is 'is told all the same' 'srch: 0 for venezulea; did you mean venezuela?' "$(grep venezulea "$err")"
is 'and taken where nothing else is found' "venezuela$long" "$(key corrected "venezulea$long")"

# Batch: as alone, each note with its query.
printf 'q1\tvenezulea\nq2\tvenezuela\nq3\tsahel OU craacas\nq4\tsahel craacas\nwrong\t"venezulea\n' >queries.tsv
exits 'a batch with a wrong line' 2 "$SRCH" --batch queries.tsv -f trec
tells 'tells each once, with the id of its query' 'srch: q1: 0 for venezulea; showing venezuela
srch: q3: 0 for craacas; did you mean caracas?
srch: q4: 0 for craacas; showing caracas
srch: q4: no article has all of these words; these have some of them
queries.tsv:5: unclosed quotation mark
  "venezulea
  ^'
is 'finds what was meant' "$(sed -n 's/^q2 //p' "$out")" "$(sed -n 's/^q1 //p' "$out")"
run "$SRCH" --batch queries.tsv -f json
is 'and JSON tells' 'venezuela None None sahel caracas' "$(python3 -c 'import json, sys
decoder, text, found = json.JSONDecoder(), sys.stdin.read(), []
while text.strip():
    value, end = decoder.raw_decode(text.lstrip())
    found.append(str(value["corrected"]))
    text = text.lstrip()[end:]
print(*found)' <"$out")"

run "$SRCH" --batch queries.tsv --any -c
is 'of a wrong line, whose words are searched' 'srch: wrong: 0 for venezulea; showing venezuela' "$(tail -n 1 "$err")"
run "$SRCH" --batch queries.tsv -q
is 'quiet says nothing of what is not wrong' 0 "$(grep -c '^srch' "$err")"

# Several databases: the words of all.
"$IDX" ingest --db other - >"$out" 2>"$err" <<'DIGEST'
La mirabelle de Lorraine

Les mirabelles mûrissent au soleil, et le Venezuela n’en veut pas, dit un média.

Source : La mirabelle de Lorraine – Le Verger
DIGEST
is 'the other database' 'La mirabelle de Lorraine' "$(titles --db db --db other mirabbelle)"
is 'words of both' 'La mirabelle de Lorraine' "$(titles --db db --db other mirabbelle venezulea)"
exits 'an outlet that is none' 1 "$SRCH" --db other medla:lorrraine
tells 'is no error of who did not type it' 'srch: 0 for medla; did you mean media?
srch: 0 for lorrraine; did you mean lorraine?'

done_testing
