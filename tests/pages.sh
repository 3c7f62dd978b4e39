#!/bin/sh
# Pages of any size, in any order: together they are all hits, each once, in an order that can be told,
# though many articles share a title, an outlet, a date and a score.
. "$SOURCE/tests/end_to_end"

# Articles whose ids are in another order than they come in, and three parts of them by turns.
cat >make.py <<'PYTHON'
import json
parts = [open(f"part{i}.jsonl", "w") for i in range(3)]
everything = open("all.jsonl", "w")
for i in range(460):
    article = {"id": f"{i * 389 % 1009:04}-{i}", "title": ["Un pont", "Deux ponts", "À Pont", "une base"][i * 7 % 4],
               "text": ["Le pont est long.", "La base est un pont.", "Le pont est long.", "Rien de long."][i * 5 % 4],
               "outlet": ["Écho", "Le Soir", "echo", "Zoé"][i * 3 % 4]}
    if i % 3: article["date"] = f"20{10 + i % 2}-0{1 + i % 3}-01"
    if i % 10 == 9: del article["outlet"]
    line = json.dumps(article)
    print(line, file=everything)
    print(line, file=parts[i * i % 7 % 3])
PYTHON
python3 make.py
for part in all part0 part1 part2; do
    "$IDX" ingest --db "$part" $part.jsonl >"$out" 2>"$err" || cat "$err"
done

# pages DATABASES SIZE ARGUMENT...: the ids of all pages of this size, up to the first that is not full.
pages() {
    databases=$1
    size=$2
    shift 2
    offset=0
    # shellcheck disable=SC2086 # several words
    while "$SRCH" $databases -f ids -n "$size" --offset $offset "$@" >page 2>"$err"; do
        cat page
        [ "$(wc -l <page)" -eq "$size" ] || break
        offset=$((offset + size))
    done
}

three='--db part0 --db part1 --db part2'
is 'three shards have all' "$("$SRCH" --db all -c long)" \
    "$("$SRCH" --db part0 --db part1 --db part2 -c long)"
# check TITLE ARGUMENT...
check() {
    title=$1
    shift
    "$SRCH" --db all -f ids -n 0 "$@" >whole 2>"$err"
    is "$title: each once" "$("$SRCH" --db all -c "$@" 2>"$err") 0" "$(wc -l <whole) $(sort whole | uniq -d | wc -l)"
    for databases in '--db all' "$three"; do
        size=200
        [ "$databases" = '--db all' ] || size=97
        pages "$databases" $size "$@" >paged
        is "$title: pages of $size, $databases" '' "$(diff whole paged | head -n 5)"
    done
}
for sort in relevance date -date title outlet; do
    check "$sort, a word" --sort=$sort pont
    check "$sort, any word" --sort=$sort --any pont base long
    check "$sort, a phrase" --sort=$sort '"est long"'
    check "$sort, a filter" --sort=$sort --since 2010
done
check 'unsorted, a filter' --outlet echo
check 'relevance, words and a filter' --any long base --outlet soir
pages "$three" 1 --sort date '"la base"' | head -n 30 >paged
is 'pages of one' '' "$("$SRCH" --db all -f ids -n 30 --sort date '"la base"' | diff - paged)"

# The order itself, from what the hits say.
cat >ordered.py <<'PYTHON'
import json, sys, unicodedata
hits = json.load(sys.stdin)["hits"]
def folded(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
def letters(text):
    return text and "".join(filter(str.isalnum, folded(text)))
keys = {"date": lambda h: h["date"], "-date": lambda h: h["date"], "outlet": lambda h: letters(h["outlet"]),
        "title": lambda h: folded(h["title"]), "relevance": lambda h: -h["score"]}
key = keys[sys.argv[1]]
with_key = sorted((h for h in hits if key(h) is not None), key=lambda h: h["id"])
with_key.sort(key=key, reverse=sys.argv[1] == "-date")
without = sorted((h for h in hits if key(h) is None), key=lambda h: h["id"])
assert [h["id"] for h in hits] == [h["id"] for h in with_key + without]
print(len(hits), len(without) > 0)
PYTHON
count=$("$SRCH" --db all -c --any pont base long)
for sort in relevance date -date title outlet; do
    case $sort in
    *date | outlet) without=True ;;
    *) without=False ;;
    esac
    is "$sort: by key, then by id, those without last" "$count $without" \
        "$("$SRCH" --db all -n 0 -f json --sort=$sort --any pont base long | python3 ordered.py $sort 2>&1 | tail -n 1)"
done

done_testing
