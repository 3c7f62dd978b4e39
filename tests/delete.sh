#!/bin/sh
# idx delete: what goes, what stays, and that the rest is as if it had never been there.
. "$SOURCE/tests/end_to_end"

sample=$SOURCE/data/sample.txt
"$IDX" ingest --db db "$sample" >"$out" 2>"$err"
count() {
    "$IDX" stats --json --db "$1" | sed -n 's/.*"'"$2"'": \([0-9]*\).*/\1/p'
}
articles=$(count db articles)
"$SRCH" --db db -f ids -n 0 --any russie >russie
"$SRCH" --db db -f ids -n 0 --any le la les de >all
left=$((articles - $(wc -l <russie)))

exits 'the articles of a query' 0 xargs -a russie "$IDX" delete --db db
prints 'tells how many' "$(wc -l <russie | tr -d ' ') deleted"
is 'they are gone' 0 "$("$SRCH" --db db -c --all russie)"
is 'the others are there' "$left" "$(count db articles)"
is 'with their ids' "$(grep -vxFf russie all | sort)" \
    "$("$SRCH" --db db -f ids -n 0 --any le la les de | sort)"

# The database is one in which those articles never were.
xargs -a all "$SRCH" --db db -f json show >left.json 2>"$err"
python3 -c 'import json
for article in json.load(open("left.json")):
    print(json.dumps({k: v for k, v in article.items() if isinstance(v, str)}))' >left.jsonl
"$IDX" ingest --db fresh left.jsonl >"$out" 2>"$err"
for what in articles words stems outlets entities; do
    is "as many $what" "$(count fresh $what)" "$(count db $what)"
done
dates() {
    "$IDX" stats --db "$1" | grep ^dates
}
is 'the same dates' "$(dates fresh)" "$(dates db)"

# In one run what is there goes, what is not is told.
one=$(grep -vxFf russie all | head -n 1)
exits 'an id that is not there' 1 "$IDX" delete --db db nowhere "$one"
says 'is told' '^idx: no article has the id nowhere'
prints 'the other goes' '1 deleted'
is 'for good' $((left - 1)) "$(count db articles)"

two=$("$SRCH" --db db -f ids -n 1 --any le la les de)
exits 'an id twice' 0 "$IDX" delete --db db "$two" "$two"
prints 'counts once' '1 deleted'
is 'nothing is told' '' "$(cat "$err")"
is 'one is gone' $((left - 2)) "$(count db articles)"
exits 'an id twice that is not there' 1 "$IDX" delete --db db "$two" "$two"
is 'is told once' "idx: no article has the id $two" "$(cat "$err")"

exits 'the rest' 0 sh -c '"$0" --db db -f ids -n 0 --any le la les de | xargs "$1" delete --db db' \
    "$SRCH" "$IDX"
is 'no article is left' 0 "$(count db articles)"
is 'and no word' 0 "$(count db words)"
exits 'the articles again' 0 "$IDX" ingest --db db "$sample"
is 'are all there' "$articles" "$(count db articles)"

# What is wrong changes nothing.
exits 'no id' 2 "$IDX" delete --db db
says 'where ids are' 'no ID given; srch -f ids'
exits 'no database' 2 "$IDX" delete --db nowhere x
says 'is told' 'no database at nowhere'
exits 'makes none' 1 test -e nowhere
exits 'a number that is none' 2 "$IDX" delete --db db --wait x "$one"
if [ "$(id -u)" -ne 0 ]; then
    chmod -R a-w db
    exits 'a database that is not to be written' 2 "$IDX" delete --db db "$one"
    chmod -R u+w db
fi
is 'all is as it was' "$articles" "$(count db articles)"

# A word goes over to another article that has it, all words of one at once: .1 s, 8 one by one.
python3 -c 'import json
words = " ".join("mot%d" % number for number in range(4000))
for name in "ab":
    print(json.dumps({"id": name, "title": name, "text": words, "outlet": "RT"}))' >words.jsonl
rm -rf db
head -n 1 words.jsonl | "$IDX" ingest --db db - >"$out" && exits 'two articles of the same words' 0 "$IDX" ingest --db db words.jsonl
exits 'one goes' 0 timeout 7 "$IDX" delete --db db a
exits 'its words are known still' 0 "$SRCH" --db db -c mot777
exits 'and the database is sound' 0 "$IDX" check --db db

done_testing
