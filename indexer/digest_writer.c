/* Not every article can be told in a digest: one from JSON Lines may have an id of its own, no
 * outlet, or a text that a digest's reader would take for something else. */
#include "digest_writer.h"

#include <stdbool.h>

#include "language.h"
#include "reader.h"
#include "source_line.h"

/* Whether a reader that trims would give the line of an article of this title back as text. */
static bool is_plain_line(struct str line, struct str title)
{
    struct str value;
    struct str trimmed = str_trim(line);
    return trimmed.length > 0 && str_ends(line, trimmed) &&
           !str_starts(line, STR("\xEF\xBB\xBF")) &&
           source_line_label(trimmed, &value) == LINE_TEXT &&
           !(source_line_is_marked(trimmed, &value) && source_line_names(value, title));
}

/* Lines of text with at most one empty line between two of them. */
static bool is_plain_text(struct str text, struct str title)
{
    bool after_text = false;
    if (!str_equal(str_trim(text), text))
        return false;
    for (struct str rest = text; rest.data;) {
        struct str line = str_cut(&rest, '\n');
        if (line.length == 0 ? !after_text : !is_plain_line(line, title))
            return false;
        after_text = line.length > 0;
    }
    return after_text;
}

/* Whether the id is the one that a reader would make. */
static bool has_made_id(const struct article *article)
{
    struct article copy = {0};
    article_set(&copy, ARTICLE_TITLE, article_get(article, ARTICLE_TITLE));
    article_set(&copy, ARTICLE_TEXT, article_get(article, ARTICLE_TEXT));
    article_set(&copy, ARTICLE_OUTLET, article_get(article, ARTICLE_OUTLET));
    article_make_id(&copy, 0);
    bool made = str_equal(article_get(&copy, ARTICLE_ID), article_get(article, ARTICLE_ID));
    article_free(&copy);
    return made;
}

static void append_source(const struct article *article, struct buffer *line)
{
    struct str author = article_get(article, ARTICLE_AUTHOR);
    struct str section = article_get(article, ARTICLE_SECTION);
    buffer_append(line, STR("Source : "));
    buffer_append(line, article_get(article, ARTICLE_TITLE));
    if (author.length > 0) {
        buffer_append(line, STR(", par "));
        buffer_append(line, author);
    }
    buffer_append(line, STR(" – "));
    if (section.length > 0) {
        buffer_append(line, section);
        buffer_append(line, STR(" | "));
    }
    buffer_append(line, article_get(article, ARTICLE_OUTLET));
}

/* Whether the names of the article come back out of its source line. */
static bool reads_back(const struct article *article, struct str line)
{
    struct str value;
    struct source source;
    return source_line_label(line, &value) == LINE_SOURCE && str_equal(str_trim(line), line) &&
           source_line_parse(value, article_get(article, ARTICLE_TITLE), &source) &&
           str_equal(source.author, article_get(article, ARTICLE_AUTHOR)) &&
           str_equal(source.section, article_get(article, ARTICLE_SECTION)) &&
           str_equal(source.outlet, article_get(article, ARTICLE_OUTLET));
}

static const char *find_reason(const struct article *article, struct str source)
{
    if (!has_made_id(article))
        return N_("its id was given");
    if (article_get(article, ARTICLE_OUTLET).length == 0)
        return N_("it has no outlet");
    if (!is_plain_line(article_get(article, ARTICLE_TITLE), STR("")) ||
        source_line_is_rule(article_get(article, ARTICLE_TITLE)))
        return N_("its title would be read as another line");
    if (!is_plain_text(article_get(article, ARTICLE_TEXT), article_get(article, ARTICLE_TITLE)))
        return N_("its text would be read as another");
    if (!reads_back(article, source))
        return N_("its source line would be read otherwise");
    if (article_get(article, ARTICLE_URL).length > READER_MAX_FIELD_BYTES / 2)
        return N_("its URL is too long");
    return NULL;
}

const char *digest_write(const struct article *article, struct buffer *digest)
{
    struct buffer source = {0};
    struct str date = article_get(article, ARTICLE_DATE);
    struct str url = article_get(article, ARTICLE_URL);
    append_source(article, &source);
    const char *reason = find_reason(article, buffer_str(&source));
    if (!reason) {
        buffer_append(digest, article_get(article, ARTICLE_TITLE));
        buffer_append(digest, STR("\n\n"));
        buffer_append(digest, article_get(article, ARTICLE_TEXT));
        buffer_append(digest, STR("\n\n"));
        buffer_append(digest, buffer_str(&source));
        buffer_append(digest, STR("\n"));
        if (date.length > 0)
            buffer_append_format(digest, "Date : %.*s\n", STR_FORMAT(date));
        if (url.length > 0)
            buffer_append_format(digest, "URL : %.*s\n", STR_FORMAT(url));
        buffer_append(digest, STR("\n"));
    }
    buffer_free(&source);
    return reason;
}
