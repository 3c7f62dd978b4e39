#!/bin/sh
# Memory stays bounded, whatever comes in: one endless line, a million articles that are none, an outlet for
# each article, articles of the shortest words, of names and of words that no other has, a list of 200,000
# aliases: of idx and its workers together. REVUE_LONG_TESTS=1 takes 10 GB, a million outlets and more and longer
# such articles, and counts what so many aliases cost each article.
. "$SOURCE/tests/end_to_end"

megabytes=300
outlets=100000
lines=1000000
most=120 # MB of memory; a line of JSON may have 48
article_bytes=4000000
article_most=130
articles=2
if [ -n "${REVUE_LONG_TESTS:-}" ]; then
    megabytes=10000
    outlets=1000000
    article_bytes=16000000
    article_most=300
    articles=16
fi

# peak.py MOST COMMAND...: its exit status, and the most MB that it and its children held at one time; pages that
# several share count once. Each look is two, for between one process and the next much may change; a peak between two
# looks counts where one process has it alone.
cat >peak.py <<'END'
import os, resource, subprocess, sys
def held(session):
    kilobytes = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getsid(int(process)) == session:
                with open("/proc/%s/smaps_rollup" % process) as sizes:
                    kilobytes += sum(int(line.split()[1]) for line in sizes if line.startswith("Pss:"))
        except OSError: # it has ended
            pass
    return kilobytes
with open(".out", "wb") as out, open(".err", "wb") as err:
    command = subprocess.Popen(sys.argv[2:], stdout=out, stderr=err, start_new_session=True)
most = 0
while command.returncode is None:
    most = max(most, min(held(command.pid), held(command.pid)))
    try:
        command.wait(.05)
    except subprocess.TimeoutExpired:
        pass
used = max(most, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
print(command.returncode, used if used > int(sys.argv[1]) else "bounded")
END

# bounded TITLE STATUS MOST INPUT-COMMAND OPTION...: an ingest of what the command writes.
bounded() {
    title=$1
    expected=$2
    limit=$3
    input=$4
    shift 4
    eval "$input" | python3 peak.py "$limit" "$IDX" ingest --db db "$@" - >used
    is "$title" "$expected bounded" "$(cat used)"
}

endless="head -c ${megabytes}000000 /dev/zero | tr '\\0' a"
bounded "a line of $megabytes MB" 2 "$most" "$endless"
says 'is told' '^-:1: text after the last source line'
bounded 'a paragraph of so much' 2 "$most" "{ printf 'Titre\\n\\n'; $endless; printf '\\n\\nSource : Titre – RT\\n'; }"
says 'is told' '^-:1: an article of more than 16 MiB'
bounded 'a JSON string of so much' 2 "$most" "{ printf '{\"title\":\"'; $endless; }"
says 'is told' '^-:1: a line of more than 48 MiB'

bounded "$lines source lines alone" 2 "$most" "yes 'Source : Titre – RT' | head -n $lines"
prints 'are rejected' "-: 0 added, 0 updated, 0 unchanged, $lines rejected"
is 'each with its line' "-:$lines: empty title: nothing stands before the source line" "$(tail -n 1 "$err")"
bounded 'many empty objects' 2 "$most" "yes '{}' | head -n 100000"
prints 'are rejected' '-: 0 added, 0 updated, 0 unchanged, 100000 rejected'

bounded "$outlets outlets" 0 300 "seq $outlets |
    sed 's/.*/{\"title\":\"Titre &\",\"text\":\"Un texte court.\",\"outlet\":\"Média &\"}/'"
prints 'go in' "-: $outlets added, 0 updated, 0 unchanged, 0 rejected"
exits 'one is found' 0 "$SRCH" --db db -c --outlet 'media 4321'
prints 'once' 1
exits 'all are told' 0 "$IDX" stats --db db
is 'so many' "$outlets" "$(sed -n 's/^outlets *//p' "$out")"

# An article of nothing but the shortest words, or an entity's name: what is kept of each is a few bytes.
article="{ printf '{\"title\":\"Titre\",\"outlet\":\"RT\",\"text\":\"'; yes \"\$piece\" | tr -d '\\n' | head -c $article_bytes; printf '\"}\\n'; }"
for piece in 'UE ' 'a b c d e f g h ' a-b-c-d-e-f-g-h-; do
    rm -rf db
    bounded "an article of $article_bytes bytes of \"$piece\"" 0 "$article_most" "$article"
    prints 'goes in' '-: 1 added, 0 updated, 0 unchanged, 0 rejected'
done

# An article of names that are in no list: the 100,000 that it mentions most are its entities.
python3 -c 'import itertools, sys
syllables = [a + b for a in "BCDFGLMNPRSTV" for b in "a e i o u an in on ar er ir or al el il ol as es is os".split()]
text, room = [], int(sys.argv[1])
for first, last in itertools.product(syllables, [a + b.lower() for a in syllables for b in "BR"]):
    text.append("M. %s %s." % (first, last))
    room -= len(text[-1]) + 1
    if room < 0:
        break
print("""{"title":"Titre","outlet":"RT","text":"%s"}""" % " ".join(text[:-1]))' "$article_bytes" >names.jsonl
rm -rf db
bounded "an article of $article_bytes bytes of names" 0 "$article_most" 'cat names.jsonl'
prints 'goes in' '-: 1 added, 0 updated, 0 unchanged, 0 rejected'
exits 'they are told' 0 timeout 60 "$IDX" entities --discovered --db db
told=$(grep -c person "$out") # some are ways to write one
is 'those mentioned most' 1 "$((told > 99000 && told <= 100000))"

# Two such articles, and some of words that no other article has: into a new database, others in their place, and
# these out again.
article="{ $article; $article | sed s/Titre/Autre/; }"
rm -rf db
bounded 'two of them' 0 "$article_most" "$article"
prints 'go in' '-: 2 added, 0 updated, 0 unchanged, 0 rejected'
python3 -c 'import sys
for article in range(int(sys.argv[1])):
    words = " ".join("m%xo" % (article << 20 | number * 37 % 115000) for number in range(115000))
    print("""{"title":"%d","outlet":"RT","text":"%s"}""" % (article, words))' "$articles" >words.jsonl
rm -rf db
bounded 'articles of different words' 0 300 'cat words.jsonl'
prints 'go in' "-: $articles added, 0 updated, 0 unchanged, 0 rejected"
bounded 'others in their place' 0 300 'sed "s/ m/ n/g" words.jsonl' --update
prints 'go in' "-: 0 added, $articles updated, 0 unchanged, 0 rejected"
"$SRCH" --db db -f ids -n 0 media:rt >ids
python3 peak.py 300 xargs -a ids "$IDX" delete --db db >used
is 'their deletion' '0 bounded' "$(cat used)"
prints 'takes them out' "$articles deleted"

# The longest line there may be while the workers are busy: an article of 15 MB, each character an escape.
if [ -n "${REVUE_LONG_TESTS:-}" ]; then
    python3 -c 'import json
def article(title, text):
    print("""{"title":"%s","outlet":"RT","text":"%s"}""" % (title, text))
for line in range(3):
    for number in range(line * 30, line * 30 + 30):
        article(number, " ".join("m%xo" % (number << 20 | word * 37 % 40000) for word in range(40000)))
    article("line", ("\\u00e9" * 15 + "\\u0020") * 484000)' >lines.jsonl
    rm -rf db
    bounded 'lines of 46 MB behind others' 0 300 'cat lines.jsonl'
    rm lines.jsonl
fi

# A list of 200,000 aliases, five an entity, and one of 200.
python3 -c 'import sys
syllables = "ba ra mi lou te son ver cha dri fon gue lin mor pas qui ros sel tan vou ze".split()
def name(number):
    parts = []
    while number or len(parts) < 3:
        parts.append(syllables[number % 20])
        number //= 20
    return "".join(parts).capitalize()
for entity in range(int(sys.argv[1])):
    names = ["%s %s" % (name(entity * 5 + i), name(7 * entity + i)) for i in range(5)]
    print(names[0], "person", "|".join(names[1:]), sep="\t")' 40000 >aliases.tsv
head -n 40 aliases.tsv >few.tsv
python3 "$SOURCE/tests/make_many.py" 140 1 >articles.jsonl
printf '{"title":"Un nom","text":"On a vu %s.","outlet":"RT"}\n' "$(sed -n '40000s/.*|//p' aliases.tsv)" >>articles.jsonl
rm -rf db
bounded '200,000 aliases' 0 300 'cat articles.jsonl' --entities aliases.tsv
exits 'the last is known' 0 "$SRCH" --db db -c --entity "$(sed -n '40000s/\t.*//p' aliases.tsv)"
prints 'and found' 1

# instructions LIST ARTICLES: how many millions an ingest takes.
instructions() {
    rm -rf db callgrind.*
    valgrind --tool=callgrind --callgrind-out-file=callgrind.%p "$IDX" ingest --jobs 1 --db db \
        --entities "$1" "$2" >"$out" 2>"$err"
    cat callgrind.* | awk '/^summary:/ { sum += $2 } END { print int(sum / 1e6) }'
}

if [ -n "${REVUE_LONG_TESTS:-}" ] && command -v valgrind >"$out"; then
    python3 "$SOURCE/tests/make_many.py" 600 1000 >first.jsonl 2>"$err"
    python3 "$SOURCE/tests/make_many.py" 1800 1000 >three.jsonl
    few=$(($(instructions few.tsv three.jsonl) - $(instructions few.tsv first.jsonl)))
    many=$(($(instructions aliases.tsv three.jsonl) - $(instructions aliases.tsv first.jsonl)))
    echo "# 1,200 articles take $few million instructions with 200 aliases, $many with 200,000"
    is 'an article costs at most a tenth more' 1 "$((many * 10 <= few * 11))"
fi

done_testing
