#!/bin/sh
# The examples of doc/revue-query.7 on the sample digest: each finds, reads as or fails as the page says.
. "$SOURCE/tests/end_to_end"

page=$SOURCE/doc/revue-query.7
"$IDX" ingest --db db "$SOURCE/data/sample.txt" >"$out" 2>"$err" || cat "$err"
export REVUE_DB="$work/db"

lints "$page"

# displays: the lines of the literal displays, each with its number and a tab before it.
displays() {
    awk '/^\.Bd -literal/ { inside = 1; next }
        /^\.Ed/ { inside = 0 }
        inside { print NR "\t" $0 }' "$page"
}

# -- Examples: QUERY, then at least two spaces, then NUMBER  TITLE, =  TREE or !  ERROR --------------

displays | sed -nE 's/^([0-9]+\t.*[^ ]) {2,}([0-9]+|[=!])( {2}(.*))?$/\1\t\2\t\4/p' >examples
cut -f 1,2 examples >queries
"$SRCH" --batch queries -f json -n 1 >answers 2>messages

# Beside each example what was found, as the page says it: a title as far as the page has it.
python3 - >found <<'PYTHON' || exit 1
import json
import re

answers, errors, text = {}, {}, open("answers", encoding="utf-8").read().lstrip()
while text:
    answer, end = json.JSONDecoder().raw_decode(text)
    answers[answer["id"]] = answer
    text = text[end:].lstrip()
for line in open("messages", encoding="utf-8"):
    error = re.match(r"queries:(\d+): (.*)", line)
    if error:
        errors[int(error.group(1))] = error.group(2)
for number, example in enumerate(open("examples", encoding="utf-8"), 1):
    line, query, sign, said = example.rstrip("\n").split("\t")
    answer = answers.get(line)
    if not answer:
        found = "! " + errors.get(number, "")[: len(said) or None]
    elif sign == "=":
        found = "= " + answer["parsed"]
    else:
        title = answer["hits"][0]["title"] if answer["hits"] else ""
        title = re.sub("[\u00a0\u202f]", " ", title)
        found = "%d %s" % (answer["total"], title[: len(said) or None])
    print(line, query, sign + " " + said, found, sep="\t")
PYTHON

while IFS='	' read -r line query said answer; do
    is "revue-query.7:$line: $query" "$said" "$answer"
done <found
is 'there are examples' yes "$([ "$number" -gt 60 ] && echo yes)"

# -- Sessions: $ COMMAND and what it prints ---------------------------------------------------------

# shellcheck disable=SC2317 # the sessions call it
srch() {
    "$SRCH" "$@"
}

# check_session: runs the command read before, unless there is none yet.
check_session() {
    [ -n "$command" ] || return
    is "revue-query.7:$place: $command" "$expected" "$(eval "$command" 2>&1)"
}

command=
displays | grep -vE '^[0-9]+.*[^ ] {2,}([0-9]+|[=!])( {2}.*)?$' >sessions
printf '0\t$ true\n' >>sessions
while IFS='	' read -r line text; do
    case $text in
    '$ '*)
        check_session
        command=${text#'$ '}
        place=$line
        expected=
        ;;
    *) expected=$expected${expected:+'
'}$text ;;
    esac
done <sessions

done_testing
