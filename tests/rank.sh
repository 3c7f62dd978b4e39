#!/bin/sh
# The order of hits, by the cases of rank.txt.
. "$SOURCE/tests/end_to_end"

# A folder for each collection: articles.jsonl, and cases.tsv with ID, OPTION, QUERY and the hits wanted.
python3 - "$SOURCE/tests/rank.txt" <<'PYTHON' || exit 1
import json
import os
import re
import sys


def expanded(text):
    """mot1..mot3 as mot1 mot2 mot3."""

    def words(match):
        first, last = int(match.group(2)), int(match.group(3))
        return " ".join(match.group(1) + str(number) for number in range(first, last + 1))

    return re.sub(r"([^\W\d]+)(\d+)\.\.\1(\d+)", words, text)


folder = ""
for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    line = line.rstrip("\n")
    fields = line.split("\t")
    if not line or line.startswith("#"):
        continue
    if line.startswith("= "):
        folder = "%03d" % number
        os.mkdir(folder)
    elif line.startswith("> ") and (len(fields) == 2 or fields[2:] == ["--any"]):
        with open(folder + "/cases.tsv", "a", encoding="utf-8") as file:
            option = fields[2] if len(fields) == 3 else "--"
            print("rank.txt:%d" % number, option, expanded(fields[0][2:]), fields[1], sep="\t", file=file)
    elif len(fields) == 3 and folder:
        with open(folder + "/articles.jsonl", "a", encoding="utf-8") as file:
            for name in expanded(fields[0]).split():
                article = {"id": name, "title": fields[1], "text": expanded(fields[2]), "outlet": "Revue"}
                print(json.dumps(article), file=file)
    else:
        sys.exit("rank.txt:%d: neither a collection nor an article nor a query" % number)
PYTHON

# hits CASE: those of the batch's answer, as rank.txt writes them.
hits() {
    sed -n "s/^$1\t//p" answers | tr '\n' ' ' | sed 's/ $//'
}

for folder in [0-9]*; do
    run "$IDX" ingest --db "$folder/db" "$folder/articles.jsonl"
    is "rank.txt:$folder: the collection" 0 "$status"
    for option in -- --any; do
        awk -F '\t' -v option="$option" '$2 == option { print $1 "\t" $3 }' "$folder/cases.tsv" >queries.tsv
        "$SRCH" --db "$folder/db" --batch queries.tsv -f ids -n 0 "$option" >answers 2>"$err"
        awk -F '\t' -v option="$option" '$2 == option' "$folder/cases.tsv" >cases
        while IFS='	' read -r case with query wanted; do
            found=$(hits "$case")
            case $wanted in
            *' ...')
                wanted=${wanted%' ...'}
                [ "${found#"$wanted "}" = "$found" ] || found=$wanted
                ;;
            esac
            is "$case: $(echo "$query" | cut -c 1-40) $with" "$wanted" "$found"
        done <cases
    done
done

done_testing
