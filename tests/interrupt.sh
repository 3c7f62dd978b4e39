#!/bin/sh
# ^C during an ingest: what was read goes in, the same command goes on; a second one ends it at once.
. "$SOURCE/tests/end_to_end"

python3 "$SOURCE/tests/make_many.py" 140 1 >few.jsonl &&
    python3 "$SOURCE/tests/make_many.py" 120 200 >more.jsonl || exit 1
grep -v '"id"' few.jsonl >plain.jsonl
cat plain.jsonl more.jsonl >bulk.jsonl # so many that they are built beside the database

# interrupted SIGNALS INPUT OPTION...: an ingest of INPUT and of what never comes after it gets the signals
# while it waits. Its exit status, negative when a signal ended it, and how many of its processes
# outlived it.
interrupted() {
    python3 - "$@" <<'PYTHON'
import fcntl, os, signal, struct, subprocess, sys, termios, time
signal.signal(signal.SIGHUP, signal.SIG_DFL) # nohup ignores it
signals, path, options = sys.argv[1].split(), sys.argv[2], sys.argv[3:]
if options[:1] == ["ignored"]:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    options = options[1:]
with open(".out", "wb") as out, open(".err", "wb") as err, open(path, "rb") as input:
    idx = subprocess.Popen([os.environ["IDX"], "ingest", "--db", "db", *options, "-"], stdin=subprocess.PIPE,
                           stdout=out, stderr=err, start_new_session=True, bufsize=0)
    for piece in iter(lambda: input.read(4096), b""):
        idx.stdin.write(piece)

def waits():
    unread = struct.unpack("i", fcntl.ioctl(idx.stdin, termios.FIONREAD, bytes(4)))[0]
    with open("/proc/%d/stat" % idx.pid) as stat:
        return unread == 0 and stat.read().rpartition(")")[2].split()[0] == "S"

while not waits() or not (time.sleep(0.2) or waits()):
    time.sleep(0.05)
if len(signals) > 1:
    idx.send_signal(signal.SIGSTOP)
for name in signals:
    idx.send_signal(getattr(signal, name))
idx.send_signal(signal.SIGCONT)
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    idx.stdin.close()
status = idx.wait(timeout=60)
alive = 1
for tenths in range(50):
    try:
        os.killpg(idx.pid, 0)
        time.sleep(0.1)
    except ProcessLookupError:
        alive = 0
        break
print(status, alive)
PYTHON
}

count() { # of articles
    "$IDX" export --db db | wc -l
}

# stops TITLE STATUS SIGNAL INPUT OPTION...
stops() {
    title=$1
    expected=$2
    shift 2
    rm -rf db whole
    "$IDX" ingest --db whole "$2" >"$out" 2>"$err"
    is "$title: it ends in order, and so do its workers" "$expected 0" "$(IDX=$IDX interrupted "$@")"
    says 'says what it does' '^idx: stopping: what was read goes in first'
    says 'and how to go on' '^idx: stopped before the end; run the same command again'
    cp "$out" told
    "$IDX" export --db db | sort >articles
    "$IDX" export --db whole | sort | comm -23 - articles >missing
    is 'what was read is in' 0 "$(wc -l <missing)"
    exits 'it is sound' 0 "$IDX" check --db db
    is 'nothing is beside it' db "$(ls -d db*)"
}

stops '^C' 130 SIGINT plain.jsonl
is 'no line for a file that was not read to its end' '' "$(cat told)"
stops 'a kill' 143 SIGTERM plain.jsonl
stops 'a terminal that goes away' 129 SIGHUP plain.jsonl
stops '^C with many' 130 SIGINT bulk.jsonl --jobs 2
exits 'the same goes on' 0 "$IDX" ingest --db db bulk.jsonl
prints 'where it stopped' "bulk.jsonl: 0 added, 0 updated, $(wc -l <bulk.jsonl) unchanged, 0 rejected"
stops 'after a file' 130 SIGINT plain.jsonl few.jsonl
is 'that one has its line' 'few.jsonl: 140 added, 0 updated, 0 unchanged, 0 rejected' "$(cat told)"
is 'both are in' 140 "$(count)"

rm -rf db
is 'a second signal ends it at once' '-2 0' "$(IDX=$IDX interrupted 'SIGINT SIGTERM' bulk.jsonl)"
exits 'the database opens' 0 "$IDX" check --db db
before=$(count)
exits 'the same command' 0 "$IDX" ingest --db db bulk.jsonl
is 'finishes' 236 "$(count)"
is 'there was less' 1 "$((before < 236))"
is 'and tidies up' db "$(ls -d db*)"

rm -rf db
is 'a signal that is to be ignored is' '0 0' "$(IDX=$IDX interrupted SIGINT plain.jsonl ignored)"
is 'all is in' "$(wc -l <plain.jsonl)" "$(count)"

done_testing
