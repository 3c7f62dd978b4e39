/* Results for the statistics of texts: IRaMuTeQ's corpus, a line of starred variables before each
 * text. */
#include "printer.h"
#include "unicode.h"

/* ` *name_value`, the value folded to letters and digits, for spaces and signs end it; nothing
 * where nothing is left of it. */
static void append_variable(const char *name, struct str value, struct buffer *line)
{
    struct buffer folded = {0};
    unicode_fold(value, &folded);
    if (folded.length > 0)
        buffer_append_format(line, " *%s_", name);
    for (size_t i = 0; i < folded.length; i++)
        if (folded.data[i] != ',') /* of a decimal */
            buffer_append_char(line, folded.data[i]);
    buffer_free(&folded);
}

/* Writes text without stars, which would begin a variable. */
static void put_text(const struct print_context *context, struct str text)
{
    struct buffer starless = {0};
    buffer_append(&starless, text);
    for (size_t i = 0; i < starless.length; i++)
        if (starless.data[i] == '*')
            starless.data[i] = ' ';
    for (struct str rest = buffer_str(&starless); rest.data;) {
        print_escaped(context, str_cut(&rest, '\n'));
        putc('\n', context->stream);
    }
    putc('\n', context->stream);
    buffer_free(&starless);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    const struct article *article = &hit->article;
    struct str date = article_get(article, ARTICLE_DATE);
    struct buffer line = {0};
    buffer_append(&line, STR("****"));
    if (context->batch_id.data)
        append_variable("query", context->batch_id, &line);
    append_variable("id", buffer_str(&hit->id), &line);
    append_variable("outlet", article_get(article, ARTICLE_OUTLET), &line);
    append_variable("section", article_get(article, ARTICLE_SECTION), &line);
    append_variable("author", article_get(article, ARTICLE_AUTHOR), &line);
    append_variable("date", date, &line);
    append_variable("year", str_before(date, date.length > 0 ? 4 : 0), &line);
    print_on_one_line(context, buffer_str(&line));
    putc('\n', context->stream);
    put_text(context, article_get(article, ARTICLE_TITLE));
    put_text(context, article_get(article, ARTICLE_TEXT));
    buffer_free(&line);
}

const struct printer printer_iramuteq = {
    .name = "iramuteq",
    .parts = HIT_ARTICLE,
    .batch = true,
    .hit = show_hit,
};
