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

/* A source line that names neither the title nor an outlet, such as `Source : AFP` below a table.
 * It is text where the source line that comes next names the title of what stands before it; else
 * it ends what is no article. Till that is known it stands in the text. */
struct doubtful_line {
    size_t number;
    size_t begin;            /* of it in the text */
    size_t title_number;     /* of the next line of text, which may be a title; 0: there is none */
    size_t title, title_end; /* of that in the text */
};

/* So many are put off at most, and none behind this much text. */
#define DOUBTFUL_LINES 64
#define DOUBTFUL_BYTES ((size_t)1 << 20)

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
    struct doubtful_line doubtful[DOUBTFUL_LINES];
    size_t doubtful_count;
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

/* -- Pieces ----------------------------------------------------------------------------------- */

/* What is parted at the doubtful lines: each may be an article. */
struct piece {
    struct str title;
    size_t title_line;
    struct str text;
};

static struct piece piece_at(const struct digest *digest, const struct article *article,
                             size_t index)
{
    struct str text = article_get(article, ARTICLE_TEXT);
    if (index < digest->doubtful_count)
        text = str_before(text, digest->doubtful[index].begin);
    if (index == 0)
        return (struct piece){article_get(article, ARTICLE_TITLE), digest->title_line,
                              str_trim(text)};
    const struct doubtful_line *before = &digest->doubtful[index - 1];
    if (before->title_number == 0)
        return (struct piece){.title_line = digest->line.number};
    struct str title = str_of(text.data + before->title, before->title_end - before->title);
    return (struct piece){str_trim(title), before->title_number,
                          str_trim(str_after(text, before->title_end))};
}

/* Tells what an article lacks, if anything. */
static bool reject_incomplete(const struct digest *digest, struct piece piece, size_t source_line,
                              bool has_outlet)
{
    if (piece.title.length == 0)
        reject(digest, source_line, _("empty title: nothing stands before the source line"));
    else if (piece.text.length == 0)
        reject(digest, piece.title_line, _("empty body: the source line follows the title"));
    else if (!has_outlet)
        reject(digest, source_line, _("source line without an outlet: it ends in \"– OUTLET\""));
    else
        return false;
    return true;
}

/* The article is this piece and those behind it; each of those before it is none. */
static void begin_at(struct digest *digest, struct article *article, size_t index)
{
    struct buffer text = {0};
    for (size_t i = 0; i < index; i++)
        reject_incomplete(digest, piece_at(digest, article, i), digest->doubtful[i].number, false);
    digest->doubtful_count = index;
    if (index > 0) {
        struct piece piece = piece_at(digest, article, index);
        digest->title_line = piece.title_line;
        article_set(article, ARTICLE_TITLE, piece.title);
        buffer_append(&text, piece.text);
        buffer_free(&article->fields[ARTICLE_TEXT]);
        article->fields[ARTICLE_TEXT] = text;
    }
    digest->doubtful_count = 0;
}

/* The first piece whose title the source line names, else the last. */
static size_t find_named(const struct digest *digest, const struct article *article,
                         struct str source)
{
    size_t index = 0;
    while (index < digest->doubtful_count &&
           !source_line_has_title(source, piece_at(digest, article, index).title))
        index++;
    return index;
}

/* -- The text --------------------------------------------------------------------------------- */

static bool has_room(const struct article *article, size_t bytes)
{
    size_t length = article_get(article, ARTICLE_TITLE).length +
                    article_get(article, ARTICLE_TEXT).length;
    return length <= ARTICLE_MAX_BYTES && bytes <= ARTICLE_MAX_BYTES - length;
}

/* Appends a line without white space at its end to the body; an article that grows too long loses
 * its text at once. */
static void append_body(struct digest *digest, struct article *article, struct str text,
                        bool after_blank)
{
    struct buffer *body = &article->fields[ARTICLE_TEXT];
    if (!has_room(article, text.length + 2))
        begin_at(digest, article, digest->doubtful_count);
    struct str separator = after_blank ? STR("\n\n") : STR("\n");
    if (body->length == 0) {
        text = str_trim(text);
        separator = STR("");
    }
    if (digest->too_long || !has_room(article, separator.length + text.length)) {
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
    digest->after_blank = false;
}

/* Takes the line at hand and those held back into the body. */
static void take_line(struct digest *digest, struct article *article)
{
    while (digest->held_count > 0)
        release_first(digest, article);
    append_body(digest, article, line_without_end(digest), digest->after_blank);
    digest->after_blank = false;
}

/* Takes a line of text; the first one behind a doubtful line may be a title. */
static void take_text(struct digest *digest, struct article *article)
{
    take_line(digest, article);
    if (digest->doubtful_count == 0)
        return;
    struct doubtful_line *last = &digest->doubtful[digest->doubtful_count - 1];
    if (last->title_number != 0)
        return;
    last->title_number = digest->line.number;
    last->title_end = article_get(article, ARTICLE_TEXT).length;
    last->title = last->title_end - str_trim(line_without_end(digest)).length;
}

/* Takes the line at hand, which is neither blank nor a source line, into the body. */
static void take_body_line(struct digest *digest, struct article *article, enum line_label label)
{
    if (digest->line.cut) {
        begin_at(digest, article, digest->doubtful_count);
        digest->too_long = true;
    }
    if (label == LINE_TEXT || digest->too_long)
        take_text(digest, article);
    else
        hold_line(digest, article, label);
}

/* Whether the source line at hand is one in doubt. */
static bool is_doubtful(const struct digest *digest, const struct article *article,
                        struct str source)
{
    struct source parsed;
    size_t bytes = article_get(article, ARTICLE_TEXT).length + digest->line.text.length;
    if (digest->too_long || digest->doubtful_count == DOUBTFUL_LINES || bytes > DOUBTFUL_BYTES)
        return false;
    struct str title = piece_at(digest, article, find_named(digest, article, source)).title;
    return !source_line_has_title(source, title) && !source_line_parse(source, title, &parsed);
}

static void put_off(struct digest *digest, struct article *article)
{
    struct doubtful_line *line = &digest->doubtful[digest->doubtful_count];
    take_line(digest, article);
    *line = (struct doubtful_line){
        .number = digest->line.number,
        .begin = article_get(article, ARTICLE_TEXT).length - digest->trimmed.length,
    };
    digest->doubtful_count++;
}

/* Whether the line at hand, which is none by its beginning, is the source line of a piece. */
static bool names_piece(const struct digest *digest, const struct article *article,
                        struct str *source)
{
    if (!source_line_is_marked(digest->trimmed, source))
        return false;
    struct str title = piece_at(digest, article, find_named(digest, article, *source)).title;
    return source_line_names(*source, title);
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

/* Reads the title line, behind rules that part articles. When a source line stands in its place,
 * that becomes the line at hand again and the title is empty. */
static enum lines_result read_title(struct digest *digest, struct article *article,
                                    struct error *error)
{
    article_clear(article);
    digest->held_count = 0;
    digest->doubtful_count = 0;
    enum lines_result result;
    do
        result = next_text_line(digest, error);
    while (result == LINES_LINE && source_line_is_rule(digest->trimmed));
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
        if (label == LINE_SOURCE && is_doubtful(digest, article, *source))
            put_off(digest, article);
        else if (label == LINE_SOURCE || names_piece(digest, article, source))
            return LINES_LINE;
        else
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
    begin_at(digest, article, find_named(digest, article, value));
    bool parsed = source_line_parse(value, article_get(article, ARTICLE_TITLE), &source);
    digest->too_long = digest->too_long || digest->line.cut;
    if (digest->too_long)
        lines_report(digest->lines, READER_REJECTION, digest->title_line,
                     "an article of more than %zu MiB", ARTICLE_MAX_BYTES >> 20);
    else if (reject_incomplete(digest, piece_at(digest, article, 0), source_line, parsed))
        return false;
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
            begin_at(digest, article, digest->doubtful_count);
            if (digest->too_long || article_get(article, ARTICLE_TITLE).length > 0)
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
