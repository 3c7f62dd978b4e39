#!/bin/sh
# srch --explain and --why-not: the parts add up to the score, and each condition is told.
. "$SOURCE/tests/end_to_end"

cat >articles.jsonl <<'ARTICLES'
{"id": "port", "title": "Le port russe", "text": "La base navale de Tartous a deux quais. Des marins russes gardent la base. Les Bases sont en Syrie.", "outlet": "RFI", "section": "Monde", "author": "Jeanne Morel", "date": "2019-06-18"}
{"id": "camp", "title": "Une base militaire au Sahel", "text": "Un camp de toile abrite des soldats. La vraie base militaire est plus loin.", "outlet": "L’Opinion", "date": "2020-02-11"}
{"id": "bord", "title": "La mer monte", "text": "Les militaires de la base font une digue. La Russie regarde, et la pêche attend.", "outlet": "RFI"}
{"id": "lac", "title": "Le péché du lac", "text": "Un S-300 rouille dans le lac. Nicolás Maduro n’en a rien su.", "outlet": "Libération", "date": "2018-01-05"}
{"id": "vide", "title": "Rien à voir", "text": "Il ne se passe rien ici."}
ARTICLES
run "$IDX" ingest --db small articles.jsonl
"$IDX" ingest --db sample "$SOURCE/data/sample.txt" >"$out" 2>"$err" || cat "$err"

# in_json EXPRESSION: what a Python expression makes of the JSON in $out, which is d.
in_json() {
    python3 -c 'import json, sys
d = json.load(sys.stdin)
print(eval(sys.argv[1]))' "$1" <"$out"
}

# adds_up TITLE ARGUMENT...: of all hits, what the words add is the first stage's score (which has
# the digits of a float), and the parts are the score that is shown.
adds_up() {
    title=$1
    shift
    run "$SRCH" -n 0 -f json --explain "$@"
    is "$title: the parts add up" 'True' "$(python3 -c 'import json, sys
wrong = []
hits = json.load(sys.stdin)["hits"]
for hit in hits:
    why = hit["explain"]
    first = sum(word["part"] for word in why["words"]) + why["prefix_part"]
    score = sum(why["parts"].values())
    if (abs(first - why["first_stage"]) > 1e-6 * max(1, first) or abs(score - hit["score"]) > 1e-6 or
            hit["score"] <= 0 or (why["parts"]["pair"] > 0) != (why["side_by_side"] != [])):
        wrong.append(hit["id"])
print(len(hits) > 0 and not wrong or wrong)' <"$out")"
}

# -- Explaining -----------------------------------------------------------------------------------

export REVUE_DB="$work/sample"
adds_up 'words' base militaire russe
adds_up 'any of many words' --any base militaire russe venezuela S-300 le la
adds_up 'a word three times' base russe base base
adds_up 'a phrase' '"base militaire"'
adds_up 'a phrase whose words count one by one' --any '"base militaire" caracas'
adds_up 'a compound' '"S-300" russe'
adds_up 'prefixes' 'milit* base russ*'
adds_up 'a prefix alone' 'milit*'
adds_up 'a branch that an article is not in' 'base OU (russe ET xyzzy) OU (militaire ET moscou)'
adds_up 'words near each other' 'base PROCHE/3 russe OU caracas'
adds_up 'a title word' 'titre:base militaire'
adds_up 'stop words alone' le la de
adds_up 'a stop word and a prefix' 'le milit*'
adds_up 'what is needed and what not' +base russe caracas -oslo
adds_up 'a condition' base media:rfi
adds_up 'a filter' --outlet rfi base
adds_up 'relaxed' base militaire xyzzy
cat >wholes.jsonl <<'ARTICLES'
{"id": "parts", "title": "Le lac", "text": "Un F-16 rouille dans le lac."}
{"id": "whole", "title": "Le lac", "text": "Un F16 rouille dans le lac."}
{"id": "one", "title": "Le lac", "text": "Un F16 rouille dans le lac depuis 16 jours."}
ARTICLES
"$IDX" ingest --db wholes wholes.jsonl >"$out" 2>"$err" || cat "$err"
adds_up 'a compound in one word' --db wholes F-16 lac
is 'its parts stand side by side' 3 "$("$SRCH" --db wholes --explain 'un "F-16"' | grep -c '^    side by side: un F 1, F 16 1$')"
adds_up 'of which any word is enough' --db wholes --any '"un F-16" lac'
is 'where it says what it is worth' '[True, True]' \
    "$(in_json '[[w["part"] > 0 for w in h["explain"]["words"] if w["word"] == "F-16"][0] for h in d["hits"] if h["id"] != "parts"]')"

export REVUE_DB="$work/small"
run "$SRCH" -f json --explain base russe
is 'the tree as read' 'base russe' "$(in_json 'd["parsed"]')"
is 'what is known of the words' "[('base', 'bas', 3, 10, False, True), ('russe', 'russ', 2, 7, False, True)]" \
    "$(in_json '[(w["word"], w["stem"], w["articles"], w["occurrences"], w["stop"], w["scored"]) for w in d["words"]]')"
is 'idf' "$(python3 -c 'import math; print(round(math.log(1 + (5 - 3 + .5) / (3 + .5)), 9))')" \
    "$(in_json 'round(d["words"][0]["idf"], 9)')"
is 'the forms, where, and how often' "[('base', 0, 2), ('Bases', 0, 1)] [('russe', 1, 0), ('russes', 0, 1)]" \
    "$(in_json '" ".join(str([tuple(f.values()) for f in w["forms"]]) for w in d["hits"][0]["explain"]["words"])')"
is 'the length, a title word as five' 34 "$(in_json 'd["hits"][0]["explain"]["length"]')"
run "$SRCH" -f json --explain base militaire
is 'the pairs, one in the title as five' "[(['base', 'militaire'], 6)]" \
    "$(in_json '[(p["words"], p["count"]) for p in d["hits"][0]["explain"]["side_by_side"]]')"
run "$SRCH" -f json --explain 'base milit*'
is 'a prefix' "[('milit*', 2)] [('militaires', 0, 1)]" \
    "$(in_json '"%s %s" % ([tuple(p.values()) for p in d["prefixes"]], [tuple(f.values()) for h in d["hits"] if h["id"] == "bord" for f in h["explain"]["prefixes"][0]["forms"]])')"
run "$SRCH" -f json --explain le base S-300
is 'what does not score' "[('le', True, False), ('base', False, True), ('S-300', False, False), ('S', True, False), ('300', False, True)]" \
    "$(in_json '[(w["word"], w["stop"], w["scored"]) for w in d["words"]]')"
run "$SRCH" -f json base
is 'nothing is explained unasked' 'False False' "$(in_json '"%s %s" % ("words" in d, "explain" in d["hits"][0])')"
run "$SRCH" -f json --explain --sort date base
is 'no parts where no score is' '[0.0, 0.0, 0.0] {None}' \
    "$(in_json '"%s %s" % ([h["score"] for h in d["hits"]], {h["explain"]["first_stage"] for h in d["hits"]})')"
run "$SRCH" -f json --explain --outlet rfi
is 'nor where no word is' '[] []' "$(in_json '"%s %s" % (d["words"], d["hits"][0]["explain"]["words"])')"

# As text, in a pipe too.
exits 'in a pipe' 0 "$SRCH" --explain base russe le
is 'is text' 'read as: base russe le' "$(head -n 1 "$out")"
is 'with a line a word' 1 "$(grep -cE '^  russe +russ +2 +7 +[0-9.]+ +[0-9.]+$' "$out")"
is 'and the stop words' 1 "$(grep -cE '^  le +le .* a stop word, not scored$' "$out")"
is 'and the score of each hit' 2 "$(grep -cE '^    score [0-9.]+ = stem [0-9.]+ \+ exact [0-9.]+ \+ prefix [0-9.]+ \+ pair [0-9.]+ \+ near [0-9.]+ \+ window [0-9.]+ \+ accents [0-9.]+$' "$out")"
is 'and its words' 1 "$(grep -cE '^      base +[0-9.]+ +[0-9.]+ +[0-9.]+  base \(text 2\), Bases \(text 1\)$' "$out")"
is 'and its length' 1 "$(grep -cE '^    first stage [0-9.]+, which counts 0.6 times; length 34, [0-9.]+ times the average$' "$out")"
is 'and its pairs' 1 "$("$SRCH" --explain base militaire | grep -cE '^    side by side: base militaire 6$')"
exits 'no hit' 1 "$SRCH" --explain --all xyzzy
is 'is explained, too' 1 "$(grep -cE '^  xyzzy .* 0  no article has it$' "$out")"
printf 'q1\tbase\nq2\tpêche\n' >queries.tsv
exits 'a batch' 0 "$SRCH" --batch queries.tsv --explain
is 'is explained query by query' 2 "$(grep -c '^read as: ' "$out")"
for format in tsv ids trec; do
    exits "as $format" 2 "$SRCH" -f $format --explain base
    says 'is an error' "^srch: --explain goes with -f text or -f json, not $format\$"
done

# -- Not a hit ------------------------------------------------------------------------------------

# fails TITLE LINE ID ARGUMENT...: the article is no hit, and a condition that fails says LINE.
fails() {
    title=$1
    line=$2
    shift 2
    run "$SRCH" --why-not "$@"
    if [ "$status" -eq 1 ] && sed -n 's/^    no  *//p' "$out" | grep -qxF "$line"; then
        report 0 "$title"
    else
        report 1 "$title"
        printf '# expected, with exit 1: %s\n# found, with exit %s:\n' "$line" "$status"
        sed 's/^/#   /' "$out" "$err"
    fi
}

fails 'a word' 'lacks militaire (no form of it)' port base militaire
is 'beside one that is there' 1 "$(grep -cxF '    yes has base (base, Bases)' "$out")"
is 'under the title' 'Le port russe' "$(head -n 1 "$out")"
is 'and the number of hits' 'port is not among the 2 hits' "$(sed -n 2p "$out")"
fails 'words apart' '"base russe" does not stand there side by side' port '"base russe" OU camp'
fails 'a phrase with another form' 'lacks russes as written, of "base russes"' camp '"base russes" OU port'
fails 'a phrase of the title' 'titre:"mer la" does not stand there side by side in the title' bord 'titre:"mer la" OU camp'
fails 'a phrase that is a compound' 'lacks S, 300 as written, of "S-300"' port '"S-300"'
fails 'a compound' 'lacks S-300 (neither the whole nor all its parts)' port S-300
fails 'an unwanted word' 'has the unwanted word russe (russe, russes)' port base -russe
fails 'an unwanted prefix' 'has the unwanted word russ* (russe, russes)' port base -- -'russ*'
fails 'an unwanted phrase' 'has the unwanted "base navale"' port base SAUF '"base navale"'
fails 'an unwanted outlet' 'has the unwanted media:"rfi" (its outlet is RFI)' port base SAUF media:rfi
fails 'a word that is needed' 'lacks militaire (no form of it)' port --any base +militaire
fails 'a prefix' 'lacks milit* (no word begins so)' port base 'milit*'
fails 'a title word' 'lacks titre:base (in the text alone)' port titre:base
fails 'a spelling' 'lacks =péché (it has pêche)' bord =péché
fails 'a spelling of nothing' 'lacks =péché (not in this spelling)' port =péché
fails 'a distance' 'base PROCHE/2 syrie: not within 2 words of each other' port 'base PROCHE/2 syrie OU camp'
fails 'a distance from nothing' 'lacks militaire, of base PROCHE/2 militaire' port 'base PROCHE/2 militaire'
fails 'alternatives' 'has none of militaire OU camp' port 'militaire OU camp'
is 'one by one' 2 "$(grep -c '^    no    lacks ' "$out")"
fails 'what both is' 'does not have all of base militaire' port '(base militaire) OU xyzzy'
fails 'any word' 'has none of these; any is enough' vide --any base militaire
fails 'words of a phrase' 'has no word of "base militaire"' vide --any '"base militaire" port'
is 'no stop word is asked for' 1 "$("$SRCH" --why-not vide le port | grep -cxF '    yes le is a stop word, not asked for')"
fails 'an outlet' 'its outlet is RFI, not opinion' port --outlet opinion base
fails 'two outlets' 'its outlet is RFI, not opinion or liberation' port --outlet opinion --outlet liberation base
fails 'no outlet' 'has no outlet' vide --outlet rfi
fails 'an outlet of the query' 'its outlet is RFI, not opinion' port base media:opinion
fails 'an outlet beside a phrase' 'its outlet is RFI, not opinion' port '"la base" media:opinion'
fails 'an entity' 'does not mention maduro (it mentions Syrie, Tartous)' port --entity maduro
is 'an entity that it mentions' 1 "$("$SRCH" --why-not lac --entity maduro xyzzy | grep -cE '^    yes mentions maduro \(it mentions .*Nicolás Maduro')"
fails 'an author' 'its author is Jeanne Morel, not durand' port --author durand
fails 'no author' 'has no author' camp --author morel
fails 'a section' 'its section is Monde, not sport' port --section sport
fails 'a day before' 'its date is 2019-06-18, before 2020-01-01' port --since 2020
fails 'a day after' 'its date is 2019-06-18, after 2019-05-31' port --until 2019-05
fails 'no date' 'has no date' bord --since 2019 base
fails 'a date of the query' 'its date is 2018-01-05, before 2019-01-01' lac date:2019.. lac
exits 'no hit, as JSON' 1 "$SRCH" -f json --why-not vide base
exits 'an unknown id' 2 "$SRCH" --why-not nobody base
says 'is told' '^srch: no article has the id nobody; srch -f ids prints ids$'
exits 'as tsv' 2 "$SRCH" -f tsv --why-not port base
says 'is an error' '^srch: --why-not goes with -f text or -f json, not tsv$'
exits 'of a batch' 2 "$SRCH" --batch queries.tsv --why-not port
says 'is one, too' '^srch: --why-not is about one query; leave out --batch$'
exits 'quiet' 1 "$SRCH" -q --why-not vide base
prints 'is quiet' ''
run "$SRCH" -f json --why-not port base militaire
is 'as JSON' "None [(0, True, 'has base (base, Bases)'), (0, False, 'lacks militaire (no form of it)')]" \
    "$(in_json '"%s %s" % (d["hit"], [(c["depth"], c["holds"], c["text"]) for c in d["conditions"]])')"

# What is a hit and what is not, for queries of all kinds and all articles.
disagreements=
for query in 'base militaire' 'le "la base"' 'milit* SAUF titre:base' 'S-300 OU (media:rfi base)' \
    '(base xyzzy) OU base PROCHE/9 russe' 'base SAUF (media:rfi "la base")'; do
    hits=$("$SRCH" -f ids -n 0 "$query" 2>"$err")
    for id in port camp bord lac vide; do
        run "$SRCH" --why-not $id "$query"
        expected=1
        printf '%s\n' "$hits" | grep -qx $id && expected=0
        [ "$status" -eq $expected ] || disagreements="$disagreements $id:$query"
        grep -q 'no condition' "$out" && disagreements="$disagreements $id:$query"
    done
done
is 'a condition fails where the search does' '' "$disagreements"

# -- Among the hits -------------------------------------------------------------------------------

exits 'the first hit' 0 "$SRCH" --why-not camp base militaire
is 'is the first' 1 "$(grep -cE '^camp is hit 1 of 2, score [0-9.]+$' "$out")"
is 'and has none above' 2 "$(wc -l <"$out")"
exits 'the last of three' 0 "$SRCH" --any --why-not bord base militaire
is 'its rank' 1 "$(grep -cE '^bord is hit 2 of 3, ' "$out")"
is 'the hit above is the first' 1 "$(grep -cE '^the hit above, the first: 1\. .* \(camp\), score ' "$out")"
is 'what that has more of side by side' 1 "$(grep -cE '^ +base militaire, times +0 +6 +\+6$' "$out")"
is 'and near' 1 "$(grep -cE '^ +base militaire, times +0 +2 +\+2$' "$out")"
is 'the last column is the difference' '' "$(awk 'NF == 4 && $4 ~ /^[+-]/ && ($3 - $2 - $4)^2 > 4e-8' "$out")"
run "$SRCH" -n 1 --any --why-not port base militaire
is 'whatever the limit, two are compared' 2 "$(grep -cE '^the (hit above|first hit): ' "$out")"
run "$SRCH" -f json --any --why-not port base militaire
is 'as JSON' '3 2 1 True' "$(in_json '"%d %d %d %s" % (d["hit"]["rank"], d["above"]["rank"], d["first"]["rank"], d["first"]["score"] > d["above"]["score"] > d["hit"]["score"])')"
exits 'by date' 0 "$SRCH" --sort date --why-not camp base
is 'is told so' 'camp is hit 2 of 3, in an order that is not by score' "$(sed -n 2p "$out")"
exits 'of a filter alone' 0 "$SRCH" --outlet rfi --why-not bord

# Behind the hundred that are ranked again.
for i in $(seq 120); do
    printf '{"id":"n%03d","title":"Note %d","text":"Un port et%s."}\n' "$i" "$i" \
        "$(seq "$i" | sed 's/.*/ encore un mot/' | tr -d '\n')"
done >many.jsonl
run "$IDX" ingest --db many many.jsonl
export REVUE_DB="$work/many"
adds_up 'more than a hundred' port
is 'the last are not ranked again' 20 "$(in_json 'sum(not h["explain"]["ranked_again"] for h in d["hits"])')"
run "$SRCH" --explain -n 1 --offset 110 port
is 'which is told' 1 "$(grep -cE '^    score [0-9.]+, the first stage.s: not ranked again$' "$out")"
last=$("$SRCH" -f ids --offset 119 -n 1 port)
exits 'the last' 0 "$SRCH" --why-not "$last" port
is 'its rank is counted over all' 1 "$(grep -cE "^$last is hit 120 of 120, score [0-9.]+, the first stage's: not among the best" "$out")"
is 'and what it has is the first stage' 2 "$(grep -cE '^ +stem +[0-9.]+ +[0-9.]+ +\+[0-9.]+$' "$out")"

# More words than anybody reads an explanation of.
i=0
many=
while [ $i -lt 500 ]; do
    many="$many mot$i"
    i=$((i + 1))
done
exits 'of 501 words' 2 "$SRCH" --any --explain "port$many"
says 'is told' '^srch: a query of 501 words is not explained; leave out all but 500 of them$'
exits 'of 500 words' 0 "$SRCH" --any --explain -n 1 "port${many% mot499}"

done_testing
