#!/bin/sh
# A little of what the plain_tests of meson.build try at length, for a build with sanitizers: a signal, a file that may
# not grow, what is not the database's own, a shard behind a server.
. "$SOURCE/tests/end_to_end"

server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
python3 "$SOURCE/tests/make_many.py" 140 1 >many.jsonl || exit 1
"$IDX" ingest --db db "$SOURCE/data/sample.txt" >"$out" 2>"$err"
"$IDX" export --db db | sort >before

# A signal while it reads: what came goes in.
mkfifo pipe
"$IDX" ingest --db stopped - <pipe >"$out" 2>"$err" &
process=$!
exec 9>pipe
head -n 2 many.jsonl >&9
until grep -q 'SigCgt:.*[4-7c-f]...$' "/proc/$process/status"; do # bit 14 is SIGTERM's
    sleep 0.1
done
kill -TERM $process
wait $process
is 'a signal ends an ingest in order' 143 $?
exec 9>&-
says 'which says so' '^idx: stopped before the end; run the same command again'
exits 'what was read is sound' 0 "$IDX" check --db stopped

# libxapian 1.4 loses memory where it fails amid a commit.
run unsearched sh -c 'ulimit -f 20; exec "$@"' sh "$IDX" ingest --db db many.jsonl
is 'a file that may not grow: exit 2' 2 "$status"
says 'is told' '^idx: .*File too large'
"$IDX" export --db db | sort >after
is 'the earlier articles are there' '' "$(comm -23 before after)"

echo notes >db/notes.txt
exits 'what is not its own' 2 "$IDX" compact --db db
says 'is told' 'holds notes.txt, which is no file of the database'
is 'and stays' notes "$(cat db/notes.txt)"

if command -v xapian-tcpsrv >"$out"; then
    port=$(python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
    timeout 300 xapian-tcpsrv --quiet --interface 127.0.0.1 --port "$port" db >server.log 2>&1 &
    server=$!
    printf 'remote 127.0.0.1:%s\n' "$port" >remote
    for attempt in 1 2 3 4 5 6 7 8 9; do
        "$SRCH" --db remote -c russe >"$out" 2>&1 && break
        sleep 0.$attempt
    done
    for query in 'base militaire russe' '"base militaire" OU milit*' 'titre:base SAUF entite:rostec'; do
        exits "a shard behind a server: $query" 0 "$SRCH" --db remote -n 0 -f json "$query"
        is 'answers as the database does' "$("$SRCH" --db db -n 0 -f json "$query")" "$(cat "$out")"
    done
    for options in '--facets outlet,entity' '--kwic' '--sort title --outlet rfi'; do
        # shellcheck disable=SC2086 # several words
        is "and $options" "$("$SRCH" --db db $options russe)" "$("$SRCH" --db remote $options russe)"
    done
fi

done_testing
