#!/bin/sh
# The same articles in one database, in three, and in three of which two are behind xapian-tcpsrv: every
# query gives the same hits in the same order. A shard that does not answer is told by its name.
. "$SOURCE/tests/end_to_end"

if ! command -v xapian-tcpsrv >"$out"; then
    echo '1..0 # SKIP there is no xapian-tcpsrv; on Debian: apt-get install xapian-tools'
    exit 0
fi
started= # processes; a timeout each, should this script be killed
stop_all() {
    for process in $started; do
        kill "$process"
        wait "$process"
    done 2>>"$work/.stopped"
    started=
}
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

python3 "$SOURCE/tests/make_articles.py" . || exit 1
for name in all 1 2 3; do
    "$IDX" ingest --db "$name" "$name.jsonl" >"$out" 2>"$err" || cat "$err"
done

# -- Queries ---------------------------------------------------------------------------------------

# ours.tsv has the queries of shards.txt, deep.tsv one in four of them, every.tsv besides those of
# queries.txt that parse; as ids of a batch the places where they stand.
python3 - "$SOURCE/tests" <<'PYTHON' || exit 1
import re
import sys


def lines(name):
    with open(sys.argv[1] + "/" + name, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith("#"):
                yield "%s:%d\t" % (name, number), line.rstrip("\n")


def character(escape):
    return chr(int(escape.group(1)[1:], 16)) if escape.group(1)[0] in "ux" else " "


ours = [place + query for place, query in lines("shards.txt")]
parsed = [
    place + re.sub(r"\\(u[0-9a-f]{4}|x[0-9a-f]{2}|.)", character, line.split("\t")[0])
    for place, line in lines("queries.txt")
    if not line.split("\t")[1].startswith("!") and line.split("\t")[1] != "NOTHING"
]
for name, queries in ("ours.tsv", ours), ("deep.tsv", ours[::4]), ("every.tsv", ours + parsed):
    with open(name, "w", encoding="utf-8") as file:
        file.writelines(query + "\n" for query in queries)
PYTHON

# batch DATABASES QUERIES [OPTION]...: the answers to a file of queries, then the messages and the exit
# status.
batch() {
    databases=$1
    queries=$2
    shift 2
    # shellcheck disable=SC2086 # several words
    "$SRCH" $databases --batch "$queries" "$@" 2>messages </dev/null
    echo "exit $?"
    cat messages
}

# same DATABASES QUERIES [OPTION]...: they answer as the one database does, and with something.
same() {
    batch "$@" >found
    given=$1
    shift
    batch '--db all' "$@" >expected
    cmp -s expected found && [ "$(wc -l <expected)" -gt 20 ]
    report $? "$given: $*"
    diff expected found | sed '9q;s/^/# /'
}

# -- Databases of one machine ----------------------------------------------------------------------

three='--db 1 --db 2 --db 3'
is 'every article is in a shard' "$("$SRCH" --db all -c --since 0001)" \
    "$("$SRCH" --db 1 --db 2 --db 3 -c --since 0001)"
same "$three" every.tsv -f trec -n 0
for words in '' --any --all; do
    # shellcheck disable=SC2086 # no word is no option
    {
        same "$three" every.tsv -f ids $words
        same "$three" ours.tsv -f trec -n 0 $words
        same "$three" ours.tsv -c $words
        same "$three" ours.tsv -f ids -n 7 --offset 96 $words
    }
done
same "$three" ours.tsv -f json
for sort in relevance date -date title outlet; do
    same "$three" ours.tsv -f ids -n 25 --offset 5 "--sort=$sort"
done
same "$three" ours.tsv -f ids --any --outlet rfi --outlet 'la croix'
same "$three" ours.tsv -f ids --any --entity maduro
same "$three" ours.tsv -f ids --since 2018-05 --until 2019-03
same "$three" ours.tsv -f ids --author lambrecq --section afrique --any

# pages DATABASES: the hits of our queries, some at a time, as far as there are any.
pages() {
    offset=0
    while batch "$1" ours.tsv -f ids -n 47 --offset "$offset" | grep '^shards\.txt' >page; do
        cat page
        offset=$((offset + 47))
    done
}
# sort -s keeps the order of a query's hits.
batch '--db all' ours.tsv -f ids -n 0 | grep '^shards\.txt' | sort -s -t '	' -k 1,1 >expected
for databases in '--db all' "$three"; do
    pages "$databases" | sort -s -t '	' -k 1,1 >found
    cmp -s expected found
    report $? "pages of $databases neither repeat nor miss"
    diff expected found | sed '9q;s/^/# /'
done

# Forms of a word that are as common in all shards together, and not in each.
python3 - <<'PYTHON'
import json
articles = []
for counts in (8, 5, 2, 52), (6, 8, 9, 44), (7, 6, 3, 50):
    for word, count in zip(("militaire", "militant", "milice", "rien"), counts):
        articles += [{"id": "p%03d" % (len(articles) + i), "title": word, "text": "texte"} for i in range(count)]
for name, part in ("forms", articles), ("forms1", articles[:67]), ("forms2", articles[67:134]), ("forms3", articles[134:]):
    with open(name + ".jsonl", "w") as file:
        file.writelines(json.dumps(article) + "\n" for article in part)
PYTHON
for part in forms forms1 forms2 forms3; do
    "$IDX" ingest --db "$part" "$part.jsonl" >"$out" 2>"$err" || cat "$err"
done
for query in 'mil*' 'titre:mil*' 'mil* texte'; do
    is "forms of a word: $query" "$("$SRCH" --db forms -n 0 -f trec "$query")" \
        "$("$SRCH" --db forms1 --db forms2 --db forms3 -n 0 -f trec "$query")"
done

# -- Shards behind a server ------------------------------------------------------------------------

# listens PORT: whether somebody does.
listens() {
    python3 -c 'import socket, sys
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1)
except OSError:
    sys.exit(1)' "$1"
}

free_port() {
    python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# serve DATABASE [OPTION]...: starts a server, its port is in $port. A port found free may be another
# program's a moment later: then the next one. The server ends its whole process group when it is ended;
# timeout gives it one of its own.
serve() {
    for attempt in 1 2 3 4 5; do
        port=$(free_port)
        timeout 900 xapian-tcpsrv --quiet --interface 127.0.0.1 --port "$port" "$@" >>servers.log 2>&1 &
        started="$started $!"
        for wait in 1 2 3 4 5 6 7 8 9 10; do
            sleep 0.$wait
            kill -0 $! 2>>servers.log || break
            listens "$port" && return
        done
    done
    echo "Bail out! xapian-tcpsrv does not start, tried $attempt ports"
    exit 1
}

# A server that takes connections and says nothing: Xapian waits for ten seconds.
mute=$(free_port)
timeout 900 python3 -c 'import socket, sys, time
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
time.sleep(900)' "$mute" &
started="$started $!"
printf 'auto 1\nremote 127.0.0.1:%s\n' "$mute" >mute
{
    until listens "$mute"; do sleep 0.1; done
    "$SRCH" --db mute paix >mute.out 2>mute.err
    echo $? >mute.status
} &
mute_search=$!

serve 2
second=$port
serve 3
printf 'auto 1\nremote 127.0.0.1:%s\nremote 127.0.0.1:%s\n' "$second" "$port" >stub
printf 'remote 127.0.0.1:%s\n' "$port" >third

# A server is asked for each article by itself, so that every query is run once, and what reads all hits
# for some.
same '--db stub' every.tsv -f json
same '--db stub' ours.tsv -f ids --any -n 7 --offset 96
same '--db stub' deep.tsv -f trec -n 0
for sort in date -date title outlet; do
    same '--db stub' deep.tsv -f ids -n 25 --offset 5 "--sort=$sort"
done
same '--db stub' ours.tsv -f ids --any --outlet rfi --since 2018-05
same '--db stub' ours.tsv -f ids --any --entity maduro
same '--db 2 --db third --db 1' deep.tsv -f ids
id=$("$SRCH" --db 3 -f ids -n 1 accord)
is 'show' "$("$SRCH" --db all show "$id")" "$("$SRCH" --db stub show "$id")"

# -- Shards that are not there ---------------------------------------------------------------------

# Of its own a server ends a connection that is idle; the query after it cannot be answered.
serve 2 --idle-timeout 2000 # milliseconds: on a busy machine the first query may take one second
printf 'auto 1\nremote 127.0.0.1:%s\n' "$port" >idle
{
    printf 'first\tpaix\n'
    sleep 4
    printf 'second\tguerre\n'
} | "$SRCH" --db idle --batch - -f ids -n 1 >"$out" 2>"$err"
is 'a shard that goes away: exit 2' 2 $?
is 'what it answered before stands' first "$(cut -f 1 "$out")"
says 'it is named' "^-:2: .*127\.0\.0\.1:$port"

closed=$(free_port)
printf 'auto 1\nremote 127.0.0.1:%s\n' "$closed" >dead
exits 'nobody listens' 2 "$SRCH" --db dead paix
says 'the shard is named' "^srch: dead: a remote shard does not answer: .*127\.0\.0\.1:$closed"
prints 'and no hit is shown' ''
exits 'beside others' 2 "$SRCH" --db 1 --db dead --db 3 paix
says 'it is named, too' "^srch: dead: .*127\.0\.0\.1:$closed"
printf 'auto 1\nauto missing\n' >torn
exits 'a folder that is missing' 2 "$SRCH" --db torn paix
says 'is named' '^srch: torn: .*missing'
exits 'a database that is missing' 2 "$SRCH" --db 1 --db nowhere paix
says 'is named as well' '^srch: no database at nowhere'

wait "$mute_search"
is 'a shard that is mute: exit 2' 2 "$(cat mute.status)"
cp mute.err "$err"
says 'it is named in the end' "^srch: mute: a remote shard does not answer: .*127\.0\.0\.1:$mute"

done_testing
