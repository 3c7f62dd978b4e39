#!/bin/sh
# The programs as built: where an error of ours would be used against the user, it ends them instead.
. "$SOURCE/tests/end_to_end"

if [ "${HARDENED:-}" != true ] || ! command -v readelf >"$out"; then
    echo "1..0 # SKIP a build with a sanitizer or without optimisation, or no readelf here"
    exit 0
fi

# has TITLE PATTERN: the program's description has a line that matches.
has() {
    exits "$1" 0 grep -Eq "$2" description
}

for program in "$IDX" "$SRCH"; do
    readelf -hldW --dyn-syms "$program" >description 2>"$err"
    name=${program##*/}
    has "$name is loaded anywhere" 'Flags: .*PIE'
    has "$name has its tables bound at the start" 'Flags: NOW|BIND_NOW'
    has "$name has them read-only" 'GNU_RELRO'
    has "$name has a stack that is not executed" 'GNU_STACK .* RW +0x'
    has "$name looks after its stack" '__stack_chk_fail'
    has "$name looks after its buffers" '__(mem|str|v?s?n?printf|v?fprintf|read|poll)[a-z]*_chk'
done

# zlib_none.c: libxapian finds what the program offers.
readelf -W --dyn-syms "$IDX" >description 2>"$err"
for function in deflateInit2_ deflateReset deflate deflateEnd; do
    has "idx has $function for libxapian" "FUNC +GLOBAL +DEFAULT +[0-9]+ $function\$"
done

python3 -c 'import json
print(json.dumps({"id": "anticonstitutionnel", "title": "Mots", "text": " ".join("montgolfiere%dx" % i for i in range(999))}))' >a.jsonl
exits 'an article of words that are alike' 0 "$IDX" ingest --db db a.jsonl
is 'its list of terms is stored as it is' 1 "$(LC_ALL=C grep -c Qanticonstitutionnel db/termlist.glass)"
exits 'and sound' 0 "$IDX" check --db db

done_testing
