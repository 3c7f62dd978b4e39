/* Reads articles in the digest format, a line at a time. Whatever comes is either part of an
 * article or reported; what a source line means is source_line.c's matter. */
#include "digest.h"

#include <stdlib.h>

#include "date.h"
#include "language.h"
#include "memory.h"
#include "source_line.h"

/* A message quotes no more of a line than this. */
#define QUOTE_BYTES 60

/* A Date or URL line that belongs to the source line if that comes next, and to the body if not. */
struct held_line {
    enum line_label label;
    size_t number;
    bool after_blank;
    struct buffer text;
};

struct digest {
    struct lines *lines;
    struct line line;   /* the line at hand */
    struct str trimmed; /* its text */
    bool pending;       /* it was read ahead: it is the next one */
    /* The article being read. */
    size_t title_line;
    bool after_blank; /* the next line of the body begins a paragraph */
    bool too_long;
    bool marked;              /* its source line has marks or brackets */
    struct held_line held[2]; /* at most one of each label */
    size_t held_count;
};

struct digest *digest_new(struct lines *lines)
{
    struct digest *digest = memory_allocate(1, sizeof *digest);
    digest->lines = lines;
    return digest;
}

void digest_free(struct digest *digest)
{
    if (!digest)
        return;
    for (size_t i = 0; i < sizeof digest->held / sizeof *digest->held; i++)
        buffer_free(&digest->held[i].text);
    free(digest);
}

static enum lines_result next_line(struct digest *digest, struct error *error)
{
    if (digest->pending) {
        digest->pending = false;
        return LINES_LINE;
    }
    return lines_next(digest->lines, ARTICLE_MAX_BYTES, &digest->line, error);
}

static void reject(const struct digest *digest, size_t line, const char *reason)
{
    lines_report(digest->lines, READER_REJECTION, line, "%s", reason);
}

/* What the line at hand is; `value` as source_line_label. A Date or URL line of unlikely length is
 * text: so what is held back beside an article stays small. */
static enum line_label label_line(const struct digest *digest, struct str *value)
{
    enum line_label label = source_line_label(digest->trimmed, value);
    bool metadata = label == LINE_DATE || label == LINE_URL;
    return metadata && digest->line.text.length > READER_MAX_FIELD_BYTES ? LINE_TEXT : label;
}

/* Appends a line without white space at its end to the body; an article that grows too long loses
 * its text at once. */
static void append_body(struct digest *digest, struct article *article, struct str text,
                        bool after_blank)
{
    struct buffer *body = &article->fields[ARTICLE_TEXT];
    struct str separator = after_blank ? STR("\n\n") : STR("\n");
    if (body->length == 0) {
        text = str_trim(text);
        separator = STR("");
    }
    size_t length = article_get(article, ARTICLE_TITLE).length + body->length + separator.length;
    if (digest->too_long || length + text.length > ARTICLE_MAX_BYTES) {
        digest->too_long = true;
        buffer_free(body);
        return;
    }
    buffer_append(body, separator);
    buffer_append(body, text);
}

/* The first held line turns out to be body. */
static void release_first(struct digest *digest, struct article *article)
{
    struct held_line first = digest->held[0];
    append_body(digest, article, buffer_str(&first.text), first.after_blank);
    digest->held[0] = digest->held[1];
    digest->held[1] = first; /* for its memory */
    digest->held_count--;
}

static bool is_held(const struct digest *digest, enum line_label label)
{
    for (size_t i = 0; i < digest->held_count; i++)
        if (digest->held[i].label == label)
            return true;
    return false;
}

/* The line at hand with the white space at its front only: indented lines stay indented. */
static struct str line_without_end(const struct digest *digest)
{
    struct str text = digest->line.text;
    const char *end = digest->trimmed.data + digest->trimmed.length;
    return str_before(text, (size_t)(end - text.data));
}

static void hold_line(struct digest *digest, struct article *article, enum line_label label)
{
    while (is_held(digest, label))
        release_first(digest, article);
    struct held_line *held = &digest->held[digest->held_count++];
    held->label = label;
    held->number = digest->line.number;
    held->after_blank = digest->after_blank;
    buffer_clear(&held->text);
    buffer_append(&held->text, line_without_end(digest));
}

/* Takes the line at hand, which is neither blank nor a source line, into the body. */
static void take_body_line(struct digest *digest, struct article *article, enum line_label label)
{
    digest->too_long = digest->too_long || digest->line.cut;
    if (label != LINE_TEXT && !digest->too_long) {
        hold_line(digest, article, label);
    } else {
        while (digest->held_count > 0)
            release_first(digest, article);
        append_body(digest, article, line_without_end(digest), digest->after_blank);
    }
    digest->after_blank = false;
}

/* Reads up to the next line that is not blank. */
static enum lines_result next_text_line(struct digest *digest, struct error *error)
{
    for (;;) {
        enum lines_result result = next_line(digest, error);
        if (result != LINES_LINE)
            return result;
        digest->trimmed = str_trim(digest->line.text);
        if (digest->trimmed.length > 0 || digest->line.cut)
            return LINES_LINE;
        digest->after_blank = true;
    }
}

/* Reads the title line. When a source line stands in its place, that becomes the line at hand again
 * and the title is empty. */
static enum lines_result read_title(struct digest *digest, struct article *article,
                                    struct error *error)
{
    article_clear(article);
    digest->held_count = 0;
    enum lines_result result = next_text_line(digest, error);
    if (result != LINES_LINE)
        return result;
    digest->after_blank = false;
    digest->too_long = digest->line.cut;
    digest->title_line = digest->line.number;
    struct str value;
    digest->pending = label_line(digest, &value) == LINE_SOURCE;
    if (!digest->pending && !digest->too_long)
        article_set(article, ARTICLE_TITLE, digest->trimmed);
    return LINES_LINE;
}

/* Reads the body up to the source line, of which `source` becomes the part behind the colon. */
static enum lines_result read_body(struct digest *digest, struct article *article,
                                   struct str *source, struct error *error)
{
    for (;;) {
        enum lines_result result = next_text_line(digest, error);
        if (result != LINES_LINE)
            return result;
        enum line_label label = label_line(digest, source);
        digest->marked = label != LINE_SOURCE;
        if (!digest->marked ||
            source_line_names(digest->trimmed, article_get(article, ARTICLE_TITLE), source))
            return LINES_LINE;
        take_body_line(digest, article, label);
    }
}

/* Sets the field that a Date or URL line gives, or warns of the line. */
static void set_metadata(struct digest *digest, struct article *article, struct str text,
                         size_t number)
{
    struct str value;
    enum line_label label = source_line_label(str_trim(text), &value);
    enum article_field field = label == LINE_DATE ? ARTICLE_DATE : ARTICLE_URL;
    const char *name = label == LINE_DATE ? "Date" : "URL";
    char day[DATE_BYTES + 1];
    struct str quote = str_clip(value, QUOTE_BYTES);
    if (article_get(article, field).length > 0)
        lines_report(digest->lines, READER_WARNING, number,
                     "a second %s line for one article is ignored", name);
    else if (label == LINE_URL && value.length == 0)
        lines_report(digest->lines, READER_WARNING, number, "a URL line without a URL is ignored");
    else if (label == LINE_URL)
        article_set(article, ARTICLE_URL, value);
    else if (date_parse_day(value, day))
        article_set(article, ARTICLE_DATE, str_from(day));
    else
        lines_report(digest->lines, READER_WARNING, number,
                     "not a date, ignored: \"%.*s\"; write it like 2019-02-14", STR_FORMAT(quote));
}

/* Reads the metadata lines behind a source line, and the line that is none ahead. Behind one with
 * marks or brackets they may have them, too. */
static void read_metadata(struct digest *digest, struct article *article)
{
    struct error ignored = {0}; /* the stream stays failed: the next call says it */
    while (next_text_line(digest, &ignored) == LINES_LINE) {
        struct str value;
        enum line_label label = label_line(digest, &value);
        struct str line = digest->line.text;
        if (label == LINE_TEXT && digest->marked && line.length <= READER_MAX_FIELD_BYTES) {
            line = source_line_bare(line);
            label = source_line_label(line, &value);
        }
        if (label != LINE_DATE && label != LINE_URL) {
            digest->pending = true;
            break;
        }
        set_metadata(digest, article, line, digest->line.number);
    }
    error_free(&ignored);
}

/* Sets the fields that a source line gives; false when one is too long. */
static bool set_source(struct article *article, const struct source *source)
{
    article_set(article, ARTICLE_AUTHOR, source->author);
    article_set(article, ARTICLE_SECTION, source->section);
    article_set(article, ARTICLE_OUTLET, source->outlet);
    return source->author.length <= READER_MAX_FIELD_BYTES &&
           source->section.length <= READER_MAX_FIELD_BYTES &&
           source->outlet.length <= READER_MAX_FIELD_BYTES;
}

/* So many of the first lines of a text may be the title that stands below a heading. */
#define HEADING_LINES 8

/* Warns where the source line names a line of the text as its title: what stands above it, a
 * heading or what a mail program wrote there, has been taken for the title. */
static void warn_of_heading(const struct digest *digest, const struct article *article,
                            struct str source)
{
    struct str rest = article_get(article, ARTICLE_TEXT);
    for (size_t lines = 0; rest.data && lines < HEADING_LINES;) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        if (line.length == 0)
            continue;
        lines++;
        if (!source_line_has_title(source, line))
            continue;
        struct str shown = str_clip(article_get(article, ARTICLE_TITLE), QUOTE_BYTES);
        struct str named = str_clip(line, QUOTE_BYTES);
        lines_report(
            digest->lines, READER_WARNING, digest->title_line,
            "taken for the title: \"%.*s\"; the source line has \"%.*s\", which stands below",
            STR_FORMAT(shown), STR_FORMAT(named));
        return;
    }
}

/* Whether what was read is an article; if not, it is rejected. The line at hand is its source
 * line. */
static bool finish_article(struct digest *digest, struct article *article, struct str value)
{
    struct source source;
    size_t source_line = digest->line.number;
    digest->too_long = digest->too_long || digest->line.cut;
    if (digest->too_long)
        lines_report(digest->lines, READER_REJECTION, digest->title_line,
                     "an article of more than %zu MiB", ARTICLE_MAX_BYTES >> 20);
    else if (article_get(article, ARTICLE_TITLE).length == 0)
        reject(digest, source_line, _("empty title: nothing stands before the source line"));
    else if (article_get(article, ARTICLE_TEXT).length == 0)
        reject(digest, digest->title_line, _("empty body: the source line follows the title"));
    else if (!source_line_parse(value, article_get(article, ARTICLE_TITLE), &source))
        reject(digest, source_line, _("source line without an outlet: it ends in \"– OUTLET\""));
    else if (!set_source(article, &source))
        lines_report(digest->lines, READER_REJECTION, source_line,
                     "source line with more than %zu KiB for one name",
                     READER_MAX_FIELD_BYTES >> 10);
    else {
        if (!source.titled)
            warn_of_heading(digest, article, value);
        for (size_t i = 0; i < digest->held_count; i++)
            set_metadata(digest, article, buffer_str(&digest->held[i].text),
                         digest->held[i].number);
        return true;
    }
    return false;
}

enum reader_result digest_next(struct digest *digest, struct article *article, size_t *line,
                               struct error *error)
{
    for (;;) {
        enum lines_result result = read_title(digest, article, error);
        if (result != LINES_LINE)
            return result == LINES_END ? READER_END : READER_FAILED;
        struct str source;
        result = read_body(digest, article, &source, error);
        if (result == LINES_FAILED)
            return READER_FAILED;
        if (result == LINES_END) {
            reject(digest, digest->title_line,
                   _("text after the last source line: an article ends in \"Source : TITLE – "
                     "OUTLET\""));
            return READER_END;
        }
        bool complete = finish_article(digest, article, source);
        read_metadata(digest, article);
        if (complete) {
            *line = digest->title_line;
            return READER_ARTICLE;
        }
    }
}
