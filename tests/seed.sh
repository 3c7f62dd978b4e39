#!/bin/sh
# The real digest it all began with, when ../shared has it.
. "$SOURCE/tests/end_to_end"

seed=$SOURCE/../shared/seed/venezuela.txt
if [ ! -r "$seed" ]; then
    echo '1..0 # SKIP there is no ../shared/seed'
    exit 0
fi
export REVUE_DB="$work/db"
exits 'the seed' 0 "$IDX" ingest "$seed"
is 'six articles' '6 added, 0 updated, 0 unchanged, 0 rejected' "$(sed 's/.*: //' "$out")"
exits 'again' 0 "$IDX" ingest "$seed"
is 'six unchanged' '0 added, 0 updated, 6 unchanged, 0 rejected' "$(sed 's/.*: //' "$out")"

# numbers ARG...: which of the six articles are hits, in the seed's order.
numbers() {
    "$SRCH" -n 0 -f json "$@" >"$out" 2>"$err"
    python3 - "$seed" "$out" <<'PYTHON'
import json, re, sys
lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
titles, fresh = [], True
for line in lines:
    if fresh and line.strip():
        titles.append(line.strip())
        fresh = False
    fresh = fresh or bool(re.match(r"Source\s*:", line))
hits = {hit["title"] for hit in json.load(open(sys.argv[2]))["hits"]}
print(*[number for number, title in enumerate(titles, 1) if title in hits])
PYTHON
}
for query in 'base militaire russe' 'BASE MILITAIRE RUSSE' 'bases militaires russes'; do
    is "$query" 'Le Venezuela met les points' \
        "$("$SRCH" "$query" | head -n 1 | cut -f 5 | cut -c 1-27)"
done
is 'Maduro' '4 6' "$(numbers --entity Maduro)"
is 'Guaidó' '6' "$(numbers --entity Guaidó)"
is 'guaido' '6' "$(numbers --entity guaido)"
is 'Rostec' '4' "$(numbers --entity Rostec)"
is 'opinion' '4 6' "$(numbers --outlet opinion)"
is 'RT en français' '2 3' "$(numbers --outlet 'RT en français')"
is 'both filters' '4' "$(numbers --outlet opinion --entity Rostec)"
run "$SRCH" -n 0 -f json --outlet 'RT en français'
is 'author and outlet of the third' 'Romain Migus|RT en français' "$(python3 -c 'import json,sys
hit = [h for h in json.load(sys.stdin)["hits"] if h["title"].startswith("Qui")][0]
print(hit["author"] + "|" + hit["outlet"])' <"$out")"
run "$SRCH" -f json --entity Rostec
is 'section of the fourth' 'International' "$(python3 -c 'import json,sys
print(json.load(sys.stdin)["hits"][0]["section"])' <"$out")"

done_testing
