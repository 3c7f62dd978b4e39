#!/bin/sh
# Each write, sync, rename and so on of idx fails in turn, is cut short, finds the disk full, or is the
# last before a kill: a clear error or success, and no article is lost. Here a share of them;
# REVUE_LONG_TESTS=1 makes each single one fail.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ]; then
    export TMPDIR=/dev/shm # hundreds of commits: nothing here depends on a real disk
fi
. "$SOURCE/tests/end_to_end"

share=2
if [ -n "${REVUE_LONG_TESTS:-}" ]; then
    share=0
fi

exits 'faults of every kind' 0 python3 "$SOURCE/tests/faults.py" "$IDX" "$FAULT" "$share"
sed 's/^/# /' "$out"
is 'none loses or tears an article, or leaves anything behind' ' 0 wrong' "$(tail -n 1 "$out" | cut -d , -f 2)"
is 'so many were tried' 1 "$(($(sed -n '$s/ runs.*//p' "$out") > 30 * share))"

done_testing
