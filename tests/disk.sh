#!/bin/sh
# A disk that is full, one that may not be written to, permissions that are gone: a clear error and the
# database as before; then, with room, the same command does its work.
#
# The disk is a small tmpfs in a mount namespace of its own; the commands run without the right to
# overrule permissions.
if [ -z "${REVUE_OWN_DISK:-}" ]; then
    if ! unshare -rm true 2>/dev/null || ! setpriv --bounding-set=-dac_override true 2>/dev/null; then
        echo "1..0 # SKIP no mount namespace can be made here"
        exit 0
    fi
    REVUE_OWN_DISK=1 exec unshare -rm setpriv --bounding-set=-dac_override,-dac_read_search "$0"
fi
. "$SOURCE/tests/end_to_end"
trap 'umount "$work/disk" 2>/dev/null; chmod -R u+rwx "$work"; rm -rf "$work"' EXIT

python3 "$SOURCE/tests/make_many.py" 20 1 >earlier.jsonl &&
    python3 "$SOURCE/tests/make_many.py" 100 20 >few.jsonl &&
    python3 "$SOURCE/tests/make_many.py" 140 1000 >more.jsonl || exit 1
# More than what goes in one by one, without those that come again.
awk '(NR - 1) % 50 == 0 || (NR - 1) % 50 % 11 != 0' more.jsonl | cat - few.jsonl >many.jsonl
printf 'Bami\tperson\tLoubara|Télou|Mira\n' >entities.tsv
"$IDX" ingest --db earlier earlier.jsonl >"$out" 2>"$err" || exit 1
mkdir disk

# insert SIZE [DATABASE]: a new disk of this size, with a copy of the database.
insert() {
    umount disk 2>/dev/null
    mount -t tmpfs -o "size=$1" none disk || exit 1
    [ $# -lt 2 ] || cp -r "$2" disk/db
}

fill() {
    cat /dev/zero >disk/filler 2>/dev/null
}

articles() {
    "$IDX" export --db disk/db 2>>"$err" | sort
}

# refuses TITLE PATTERN COMMAND OPERAND...: idx fails, says so in one line, and leaves all as it was.
refuses() {
    title=$1
    pattern=$2
    command=$3
    shift 3
    : >before
    [ ! -e disk/db/iamglass ] || articles >before
    exits "$title" 2 "$IDX" "$command" --db disk/db "$@"
    says 'says why' "$pattern"
    is 'in a line' 1 "$(wc -l <"$err")"
    [ ! -e disk/db/iamglass ] || articles | cmp - before >>"$err" 2>&1 || echo "changed" >>"$err"
    is 'and leaves all as it was' 1 "$(wc -l <"$err")"
}

# works TITLE COMMAND OPERAND...: the same, with room.
works() {
    title=$1
    command=$2
    shift 2
    exits "$title" 0 "$IDX" "$command" --db disk/db "$@"
    exits 'sound' 0 "$IDX" check --db disk/db
    is 'nothing beside it' 'disk/db' "$(ls -d disk/db*)"
}

room='No space left|disk is full'

insert 100k
refuses 'no room for a new database' "$room" ingest few.jsonl
mount -o remount,size=10m disk
works 'with room' ingest few.jsonl

for line in 'ingest few.jsonl' 'ingest --jobs 1 many.jsonl' 'retag --entities entities.tsv' \
    'entities accept Loubara person' compact rebuild; do
    insert 10m earlier
    rm -rf home
    fill
    # shellcheck disable=SC2086 # words
    refuses "a full disk: $line" "$room" $line
    rm disk/filler
    # shellcheck disable=SC2086
    works 'with room' $line
done

# Wherever it gets full, that is said.
for size in 1500k 2000k 2600k 2700k 3200k; do
    insert $size earlier
    exits "full at $size" 2 "$IDX" ingest --db disk/db many.jsonl
    says 'says why' "$room"
    is 'in a line' 1 "$(wc -l <"$err")"
    exits 'sound' 0 "$IDX" check --db disk/db
done

# Room for what goes in one by one, and then for a part of the rest.
insert 2500k earlier
exits 'full on the way' 2 "$IDX" ingest --db disk/db many.jsonl
says 'says why' "$room"
is 'in a line' 1 "$(wc -l <"$err")"
told=$(sed -n 's/.*already: \([0-9]*\);.*/\1/p' "$err")
exits 'sound' 0 "$IDX" check --db disk/db
articles >now
"$IDX" export --db earlier | sort | comm -23 - now >lost
is 'all earlier articles are there' 0 "$(wc -l <lost)"
is 'it said how many more are in' "$(($(wc -l <now) - $(wc -l <earlier.jsonl)))" "$told"
mount -o remount,size=20m disk
works 'with room it goes on' ingest many.jsonl
"$IDX" ingest --db earlier-large earlier.jsonl many.jsonl >"$out" 2>"$err"
"$IDX" export --db earlier-large | sort >wanted
articles >now
exits 'to the end' 0 cmp wanted now

exits 'an export to a full disk' 2 sh -c '"$IDX" export --db earlier >/dev/full'
says 'says why' "$room"

insert 10m earlier
mount -o remount,ro disk
for line in 'ingest few.jsonl' 'ingest many.jsonl' 'delete given-7' 'retag --entities entities.tsv' \
    'entities accept Loubara person' compact rebuild; do
    # shellcheck disable=SC2086
    refuses "a disk for reading: $line" 'Read-only file system' $line
done
exits 'can be searched' 0 "$SRCH" --db disk/db --since 2011

insert 10m earlier
for what in 'a-w disk/db' 'a-w disk/db/flintlock' 'a-rx disk/db'; do
    # shellcheck disable=SC2086
    chmod $what
    for line in 'ingest few.jsonl' 'delete given-7' 'retag --entities entities.tsv' \
        'entities accept Loubara person' rebuild; do
        exits "chmod $what: $line" 2 "$IDX" $line --db disk/db
        says 'says why' 'Permission denied'
        is 'in a line' 1 "$(wc -l <"$err")"
    done
    chmod -R u+rwX disk/db
done
"$IDX" export --db earlier | sort >wanted
articles >now
exits 'all is as it was' 0 cmp wanted now
exits 'and sound' 0 "$IDX" check --db disk/db

# A mount point cannot be exchanged, a disk of its own or a folder of the same: that is noticed before the work.
umount disk
for kind in disk folder; do
    mkdir -p mounted target
    if [ $kind = disk ]; then mount -t tmpfs -o size=20m none mounted; else mount --bind target mounted; fi
    cp earlier/* mounted
    for command in compact rebuild; do
        exits "mounted, a $kind: $command" 2 "$IDX" $command --db mounted
        says 'says so' 'mounted is a mount point'
        is 'in a line' 1 "$(wc -l <"$err")"
        is 'nothing beside it' mounted "$(ls -d mounted*)"
    done
    exits "mounted, a $kind: many articles" 0 "$IDX" ingest --db mounted many.jsonl
    "$IDX" export --db earlier-large | sort >wanted
    "$IDX" export --db mounted | sort >now
    exits 'go in' 0 cmp wanted now
    exits 'sound' 0 "$IDX" check --db mounted
    is 'nothing beside it' mounted "$(ls -d mounted*)"
    umount mounted
done

# A limit of the shell on the size of a file, which ends who does not ask for the error.
"$IDX" ingest --db limited "$SOURCE/data/sample.txt" >"$out" 2>"$err"
"$IDX" export --db limited | sort >wanted
run sh -c 'ulimit -f 20; exec "$@"' sh "$IDX" ingest --db limited many.jsonl
is 'beyond a limit: exit 2' 2 "$status"
says 'is told' '^idx: .*File too large'
"$IDX" export --db limited | sort >now
is 'the earlier articles are there' '' "$(comm -23 wanted now)"
exits 'sound' 0 "$IDX" check --db limited

done_testing
