/* Whatever the bytes: the readers end, their articles are clean, and nothing is lost in silence.
 *
 * Seeds are mutated, thousands of times and the same way on every run. A line of the result is in
 * an article, or it was reported, or it belongs to something that was. What the lines are is taken
 * from lines.c and source_line.c, which the cases in tests/reader/ hold to their rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "date.h"
#include "encoding.h"
#include "files.h"
#include "lines.h"
#include "memory.h"
#include "reader.h"
#include "source_line.h"

#define ROUNDS 3000

static const char digest_seed[] =
    "Le marché rouvre – enfin\n\nAprès l’hiver, les étals reviennent.\nLa halle est pleine.\n\n"
    "Les prix n’ont pas bougé.\n\nDate : 14 février 2019\nURL : https://exemple.fr/marche\n\n"
    "Source\u00a0: Le marché rouvre – enfin, par Anne Dubois – Local | Le Pays\n\n"
    "Grève au port ?\r\n\r\nSource proche du port : rien.\r\n\tDate : demain, dit-on.\r\n\r\n"
    "Source : Grève au port – Le Quotidien – Ouest\r\nDate : 2019-02-15\r\n\n\n"
    "Un titre\nUne ligne.\nSOURCE: Un titre - La Côte\nURL : https://exemple.fr/a\n";

static const char jsonl_seed[] =
    "{\"id\":\"a\",\"title\":\"Le marché\",\"text\":\"Les étals.\\n\\nLes prix.\",\"outlet\":\"Le "
    "Pays\"}\n{\"title\":\"Grève \\u00e9\",\"body\":\"Rien.\\u0000\",\"date\":\"2019-02-14\"}\r\n\n"
    "{\"id\":\"b\",\"title\":\"Un\",\"text\":\"Deux\",\"author\":null,\"url\":\"https://a.fr\"}\n";

/* What mutations put in: the grammar's own pieces, and bytes that are no clean text. */
static const struct str pieces[] = {
    {"\n", 1},
    {"\n\n", 2},
    {"\r", 1},
    {"\nSource : ", 10},
    {"Source", 6},
    {" : ", 3},
    {" – ", 5},
    {" - ", 3},
    {", par ", 6},
    {" | ", 3},
    {"\nDate : ", 8},
    {"\nURL : ", 7},
    {"2019-02", 7},
    {"\xe9", 1},
    {"\xc3", 1},
    {"\xf0\x9f", 2},
    {"\0", 1},
    {"\x1b", 1},
    {"\xc2\x85", 2},
    {"\xe2\x80\xa8", 3},
    {"\xc2\xa0", 2},
    {"\xef\xbb\xbf", 3},
    {"\xed\xa0\x80", 3},
    {"\t", 1},
    {"\"", 1},
    {"\\", 1},
    {"{", 1},
    {"}", 1},
};

/* xorshift64 */
static size_t random_below(uint64_t *state, size_t bound)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return bound ? (size_t)(*state % bound) : 0;
}

/* Puts `piece` where `length` bytes at `at` are. */
static void replace(struct buffer *text, size_t at, size_t length, struct str piece)
{
    struct buffer mutated = {0};
    buffer_append(&mutated, str_before(buffer_str(text), at));
    buffer_append(&mutated, piece);
    buffer_append(&mutated, str_after(buffer_str(text), at + length));
    buffer_free(text);
    *text = mutated;
}

static void mutate(struct buffer *text, uint64_t *random)
{
    size_t at = random_below(random, text->length + 1);
    size_t length = random_below(random, 40);
    if (length > text->length - at)
        length = text->length - at;
    size_t target = random_below(random, text->length + 1);
    struct str piece = pieces[random_below(random, sizeof pieces / sizeof *pieces)];
    char byte = (char)random_below(random, 256);
    struct buffer copy = {0};
    buffer_append(&copy, str_of(buffer_str(text).data + at, length));
    switch (random_below(random, 6)) {
    case 0: /* take a run out */
        replace(text, at, length, STR(""));
        break;
    case 1: /* repeat it somewhere else */
        replace(text, target, 0, buffer_str(&copy));
        break;
    case 2:
        replace(text, at, length > 0, str_of(&byte, 1));
        break;
    case 3: /* cut the end off, now and then */
        if (random_below(random, 4) == 0)
            replace(text, at, text->length - at, STR(""));
        break;
    default:
        replace(text, at, 0, piece);
    }
    buffer_free(&copy);
}

struct found_article {
    size_t line;
    struct article article;
};

/* All that a reader gave. */
struct outcome {
    struct found_article *articles;
    size_t count, capacity;
    struct {
        enum reader_severity severity;
        size_t line;
    } * reports;
    size_t report_count, report_capacity;
};

static void report(void *context, enum reader_severity severity, size_t line, const char *reason)
{
    struct outcome *outcome = context;
    outcome->reports = memory_grow(outcome->reports, &outcome->report_capacity,
                                   outcome->report_count + 1, sizeof *outcome->reports);
    outcome->reports[outcome->report_count].severity = severity;
    outcome->reports[outcome->report_count++].line = line;
    assert_true(strlen(reason) > 0 && !strchr(reason, '\n'));
}

static void check_clean(const struct article *article)
{
    struct str rest = article_get(article, ARTICLE_TEXT);
    struct date_range range;
    while (rest.data) {
        struct str line = str_cut(&rest, '\n');
        assert_int_equal(encoding_clean_length(line), line.length);
    }
    for (size_t i = 0; i < ARTICLE_FIELDS; i++) {
        struct str value = article_get(article, (enum article_field)i);
        assert_int_equal(str_trim(value).length, value.length);
        assert_true(i == ARTICLE_TEXT || encoding_clean_length(value) == value.length);
    }
    struct str date = article_get(article, ARTICLE_DATE);
    assert_true(date.length == 0 || (date.length == DATE_BYTES && date_parse_range(date, &range)));
    assert_true(article_get(article, ARTICLE_TITLE).length > 0);
    assert_true(article_get(article, ARTICLE_TEXT).length > 0);
}

/* False when the file could not be opened. */
static bool read_all(const char *path, struct reader_options options, struct outcome *outcome)
{
    struct reader *reader = NULL;
    struct error error = {0};
    options.report = report;
    options.context = outcome;
    enum status status = reader_open(path, &options, &reader, &error);
    for (size_t last = 0; status == STATUS_OK;) {
        outcome->articles = memory_grow(outcome->articles, &outcome->capacity, outcome->count + 1,
                                        sizeof *outcome->articles);
        struct found_article found = {0};
        if (reader_next(reader, &found.article, &found.line, &error) != READER_ARTICLE) {
            article_free(&found.article);
            break;
        }
        assert_true(found.line > last);
        last = found.line;
        check_clean(&found.article);
        outcome->articles[outcome->count++] = found;
    }
    assert_true(status != STATUS_OK || error.message.length == 0);
    reader_free(reader);
    error_free(&error);
    return status == STATUS_OK;
}

static void free_outcome(struct outcome *outcome)
{
    for (size_t i = 0; i < outcome->count; i++)
        article_free(&outcome->articles[i].article);
    free(outcome->articles);
    free(outcome->reports);
    *outcome = (struct outcome){0};
}

static bool was_reported(const struct outcome *outcome, enum reader_severity severity, size_t line)
{
    for (size_t i = 0; i < outcome->report_count; i++)
        if (outcome->reports[i].severity == severity && outcome->reports[i].line == line)
            return true;
    return false;
}

static const struct article *article_at(const struct outcome *outcome, size_t line)
{
    for (size_t i = 0; i < outcome->count; i++)
        if (outcome->articles[i].line == line)
            return &outcome->articles[i].article;
    return NULL;
}

/* The lines of a file that are not blank. */
struct text_line {
    size_t number;
    enum line_label label;
    struct buffer text;
};
struct text_lines {
    struct text_line *lines;
    size_t count, capacity;
};

static void split(const char *path, struct reader_options options, struct text_lines *text)
{
    struct lines *lines = NULL;
    struct line line;
    struct error error = {0};
    assert_int_equal(lines_open(path, &options, &lines, &error), STATUS_OK);
    while (lines_next(lines, ARTICLE_MAX_BYTES, &line, &error) == LINES_LINE) {
        struct str value;
        struct str trimmed = str_trim(line.text);
        if (trimmed.length == 0)
            continue;
        text->lines = memory_grow(text->lines, &text->capacity, text->count + 1,
                                  sizeof *text->lines);
        struct text_line *added = &text->lines[text->count++];
        *added = (struct text_line){line.number, source_line_label(trimmed, &value), {0}};
        buffer_append(&added->text, trimmed);
    }
    lines_free(lines);
    error_free(&error);
}

static void free_lines(struct text_lines *text)
{
    for (size_t i = 0; i < text->count; i++)
        buffer_free(&text->lines[i].text);
    free(text->lines);
    *text = (struct text_lines){0};
}

static bool is_metadata(const struct text_line *line)
{
    return line->label == LINE_DATE || line->label == LINE_URL;
}

/* Whether Date and URL lines behind that source line may have marks, too. */
static bool is_marked(const struct text_line *source)
{
    return source->label != LINE_SOURCE;
}

/* The line as the reader takes it behind a source line. */
static struct str text_behind(const struct text_line *source, const struct text_line *line)
{
    struct str text = buffer_str(&line->text);
    return is_marked(source) && line->label == LINE_TEXT ? source_line_bare(text) : text;
}

static bool is_metadata_behind(const struct text_line *source, const struct text_line *line)
{
    struct str value;
    enum line_label label = source_line_label(text_behind(source, line), &value);
    return label == LINE_DATE || label == LINE_URL;
}

/* Whether a Date or URL line gave the article its field, or was warned of. */
static bool metadata_counts(const struct outcome *outcome, const struct article *article,
                            struct str text, size_t number)
{
    struct str value;
    char day[DATE_BYTES + 1];
    enum line_label label = source_line_label(text, &value);
    bool given = label == LINE_DATE
                     ? date_parse_day(value, day) &&
                           str_equal(str_from(day), article_get(article, ARTICLE_DATE))
                     : str_equal(value, article_get(article, ARTICLE_URL));
    return given || was_reported(outcome, READER_WARNING, number);
}

static bool holds(struct str text, struct str part)
{
    return part.length <= text.length && str_find(text, part) + part.length <= text.length;
}

static bool is_rejected(const struct outcome *outcome, size_t line)
{
    return was_reported(outcome, READER_REJECTION, line);
}

/* Whether line `at` may end the article that begins at line `first`, and whether it does so
 * whatever comes behind it: a source line without title and outlet may be text. */
static bool may_end_article(const struct text_lines *text, size_t first, size_t at, bool *surely)
{
    struct str value;
    struct source source;
    struct str line = buffer_str(&text->lines[at].text);
    struct str title = buffer_str(&text->lines[first].text);
    *surely = true;
    if (source_line_label(line, &value) != LINE_SOURCE)
        return at > first && source_line_is_marked(line, &value) && source_line_names(value, title);
    *surely = at == first || source_line_has_title(value, title) ||
              source_line_parse(value, title, &source);
    return true;
}

/* The source line of the article that begins at line `first`, or of what is none. */
static size_t find_source(const struct outcome *outcome, const struct text_lines *text,
                          size_t first)
{
    size_t number = text->lines[first].number;
    bool surely;
    size_t at = first;
    for (; at < text->count; at++)
        if (may_end_article(text, first, at, &surely) &&
            (surely ||
             (!article_at(outcome, number) &&
              (is_rejected(outcome, number) || is_rejected(outcome, text->lines[at].number)))))
            break;
    return at;
}

/* Lines [first, source], `source` being a source line, and the metadata lines [behind, end). */
static void check_segment(const struct outcome *outcome, const struct text_lines *text,
                          size_t first, size_t source, size_t end)
{
    const struct text_line *lines = text->lines;
    const struct article *article = article_at(outcome, lines[first].number);
    if (!article) {
        assert_true(is_rejected(outcome, lines[first].number) ||
                    is_rejected(outcome, lines[source].number));
        return;
    }
    struct str title = article_get(article, ARTICLE_TITLE);
    assert_true(first < source && str_equal(title, buffer_str(&lines[first].text)));
    for (size_t i = first + 1; i < source; i++)
        assert_true(
            holds(article_get(article, ARTICLE_TEXT), buffer_str(&lines[i].text)) ||
            (is_metadata(&lines[i]) &&
             metadata_counts(outcome, article, buffer_str(&lines[i].text), lines[i].number)));
    for (size_t i = source + 1; i < end; i++)
        assert_true(metadata_counts(outcome, article, text_behind(&lines[source], &lines[i]),
                                    lines[i].number));
    assert_true(holds(buffer_str(&lines[source].text), article_get(article, ARTICLE_OUTLET)));
    assert_true(article_get(article, ARTICLE_OUTLET).length > 0);
}

static void check_digest(const struct outcome *outcome, const struct text_lines *text)
{
    size_t segments = 0;
    for (size_t first = 0, end; first < text->count; first = end) {
        end = first + 1;
        if (source_line_is_rule(buffer_str(&text->lines[first].text)))
            continue;
        size_t source = find_source(outcome, text, first);
        if (source == text->count) { /* text behind the last source line */
            assert_true(is_rejected(outcome, text->lines[first].number));
            break;
        }
        end = source + 1;
        while (end < text->count && is_metadata_behind(&text->lines[source], &text->lines[end]))
            end++;
        check_segment(outcome, text, first, source, end);
        segments++;
    }
    assert_true(outcome->count <= segments);
}

static void check_json(const struct outcome *outcome, const struct text_lines *text)
{
    for (size_t i = 0; i < text->count; i++) {
        size_t line = text->lines[i].number;
        assert_true((article_at(outcome, line) != NULL) !=
                    was_reported(outcome, READER_REJECTION, line));
    }
    assert_true(outcome->count <= text->count);
}

static void check_mutations(const char *path, struct str seed, enum reader_format format)
{
    size_t opened = 0, articles = 0, reports = 0;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t random = (round + 1) * 0x9E3779B97F4A7C15U;
        struct buffer input = {0};
        struct outcome outcome = {0};
        struct text_lines text = {0};
        struct reader_options options = {.format = format,
                                         .encoding = (enum reader_encoding)(round % 3)};
        buffer_append(&input, seed);
        for (size_t edits = 1 + random_below(&random, 12); edits > 0; edits--)
            mutate(&input, &random);
        assert_true(files_write(path, buffer_str(&input)));
        if (read_all(path, options, &outcome)) {
            opened++;
            split(path, options, &text);
            if (format == READER_DIGEST)
                check_digest(&outcome, &text);
            else
                check_json(&outcome, &text);
        }
        articles += outcome.count;
        reports += outcome.report_count;
        free_lines(&text);
        free_outcome(&outcome);
        buffer_free(&input);
    }
    remove(path);
    /* The mutations leave enough whole, and break enough, for the checks to mean something. */
    assert_true(opened > ROUNDS * 9 / 10 && articles > ROUNDS / 2 && reports > ROUNDS);
}

static void mutated_digests(void **state)
{
    (void)state;
    check_mutations("mutated.txt", str_from(digest_seed), READER_DIGEST);
}

static void mutated_json(void **state)
{
    (void)state;
    check_mutations("mutated.jsonl", str_from(jsonl_seed), READER_JSONL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mutated_digests),
        cmocka_unit_test(mutated_json),
    };
    return cmocka_run_group_tests(tests, files_enter, files_leave);
}
