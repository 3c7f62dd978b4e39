#!/bin/sh
# The fuzzers from their seeds: those of what comes in and of what is stored a minute each, the others, whose input
# is a line, a few seconds. REVUE_LONG_TESTS=1 gives each a minute, and REVUE_FUZZ_SECONDS=N what one wants.
. "$SOURCE/tests/end_to_end"

if ! printf 'int LLVMFuzzerTestOneInput(const char *a, long b); int LLVMFuzzerTestOneInput(const char *a, long b) { return a && b < 0; }' |
    clang -fsanitize=fuzzer,address,undefined -x c - -o probe 2>"$err"; then
    echo "1..0 # SKIP no clang with libFuzzer here"
    exit 0
fi

# The readers, and of common what they and the parser stand on: no database, no names, no command line; of
# Xapian its stems. The linker takes what is used, and says what is missing.
mkdir objects
for file in "$SOURCE"/common/*.c "$SOURCE"/searcher/leaves.c "$SOURCE"/searcher/lex.c "$SOURCE"/searcher/parse.c \
    "$SOURCE"/searcher/place.c "$SOURCE"/searcher/tree.c "$SOURCE"/indexer/digest.c \
    "$SOURCE"/indexer/digest_writer.c "$SOURCE"/indexer/encoding.c "$SOURCE"/indexer/id_set.c \
    "$SOURCE"/indexer/interrupt.c "$SOURCE"/indexer/jsonl.c "$SOURCE"/indexer/lines.c \
    "$SOURCE"/indexer/reader.c "$SOURCE"/indexer/source_line.c "$SOURCE"/indexer/variety.c "$SOURCE"/tests/french_check.c \
    "$SOURCE"/tests/query_tree.c "$SOURCE"/tests/stored_records.c; do
    case ${file##*/} in
    article_* | crash.c | database* | families.c | folders.c | gap.c | make_vocabulary.c | mentions.c | *name*) ;;
    options.c | pager.c | queries.c | schema.c | sentence* | tally.c | version.c) ;;
    *) echo "$file" ;;
    esac
done >sources
flags="-gline-tables-only -O1 -fsanitize=address,undefined -fsanitize=fuzzer-no-link -D_GNU_SOURCE -DREVUE_DATA=\"\" -DREVUE_LOCALES=\"\" \
    -I$SOURCE/common -I$SOURCE/indexer -I$SOURCE/searcher -I$SOURCE/tests"
# shellcheck disable=SC2086 # words
if ! (cd objects && clang -std=c++17 $flags -fno-sanitize=vptr -c "$SOURCE/common/xapian_c.cc" &&
    xargs -P 2 -n 8 clang $flags -c <../sources) >"$out" 2>"$err"; then
    is 'the sources are compiled' '' "$(cat "$err")"
    done_testing
fi
ar rc objects.a objects/*.o

# fuzz NAME SECONDS: builds the fuzzer and runs it from the seeds in the folder NAME.
fuzz() {
    seconds=${REVUE_FUZZ_SECONDS:-${REVUE_LONG_TESTS:+60}}
    seconds=${seconds:-$2}
    # shellcheck disable=SC2086
    exits "$1 is built" 0 clang $flags -fsanitize=fuzzer,address,undefined "$SOURCE/tests/fuzz_$1.c" objects.a \
        -lxapian -lstdc++ -lutf8proc -lzstd -ljansson -lm -o "fuzz_$1"
    exits "$1 finds nothing in $seconds seconds" 0 "./fuzz_$1" -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=1000 -print_final_stats=1 "$1"
    echo "# $(grep -o 'stat::number_of_executed_units: *[0-9]*' "$err")"
}

mkdir french parse records readers
grep -v '^#' "$SOURCE/tests/french.txt" | cut -f 1 | split -l 1 -a 4 - french/
grep -v '^#' "$SOURCE/tests/queries.txt" | cut -f 1 | split -l 1 -a 4 - parse/
{ printf '\3' && head -c 3000 "$SOURCE/data/entities.tsv"; } >records/list
{ printf '\1' && head -c 3000 "$SOURCE/data/sample.txt"; } >readers/digest
{ printf '\7' && iconv -c -f UTF-8 -t WINDOWS-1252 "$SOURCE/data/sample.txt" | head -c 2000; } >readers/other
{ printf '\2' && python3 "$SOURCE/tests/make_many.py" 2 7; } >readers/json
fuzz french 5
fuzz parse 5
fuzz records 60
fuzz readers 60

done_testing
