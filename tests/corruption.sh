#!/bin/sh
# Single bytes of a database changed at random: harmless, found by idx check or reported by srch; never a
# crash, never another answer in silence. REVUE_LONG_TESTS=1 changes a thousand of each file,
# REVUE_SEED=N others.
. "$SOURCE/tests/end_to_end"

changes=60
if [ -n "${REVUE_LONG_TESTS:-}" ]; then
    changes=3000 # of three files
fi
"$IDX" ingest --db db --date 2019-02-14 "$SOURCE/data/sample.txt" >"$out" 2>"$err"
exits "$changes changes of a byte" 0 python3 "$SOURCE/tests/corrupt.py" "$IDX" "$SRCH" db "$changes"
sed 's/^/# /' "$out"
is 'none is a crash or silent' ' 0 silent, 0 crashed' "$(tail -n 1 "$out" | cut -d , -f 4-5 | sed 's/^ */ /')"
is 'some are found' True "$(tail -n 1 "$out" | grep -Eq ' [1-9][0-9]* found' && echo True)"

done_testing
