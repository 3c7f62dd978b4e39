/* A concordance: every occurrence of the query's words with what stands around it, a line each.
 * Lines are written as their article is read, so that any number of hits needs the memory of one.
 */
#include "pieces.h"
#include "printer.h"
#include "terminal.h"

/* What stands on either side, in TSV. */
#define TSV_COLUMNS 60

/* More bytes for a column than any text needs that is not a heap of combining marks. */
#define MAX_COLUMN_BYTES 16

/* An id that was made has so many columns; where the terminal has less than NARROW it stands on a
 * line of its own. */
#define ID_COLUMNS 12
#define NARROW     50

/* A text with an occurrence in it, ready to be shown. */
struct occurrence {
    struct buffer left, keyword, right; /* each as one line */
};

static void occurrence_free(struct occurrence *occurrence)
{
    buffer_free(&occurrence->left);
    buffer_free(&occurrence->keyword);
    buffer_free(&occurrence->right);
}

/* -- What stands around ---------------------------------------------------------------------- */

static void append_line(struct str text, bool escape, struct buffer *line)
{
    struct buffer plain = {0};
    pieces_append_line(text, &plain);
    if (escape)
        terminal_escape(buffer_str(&plain), false, line);
    else
        buffer_append(line, buffer_str(&plain));
    buffer_free(&plain);
}

static size_t width_between(struct str text, size_t start, size_t end)
{
    return terminal_width_of(str_of(text.data + start, end - start));
}

/* The last words of the text that fit. */
static struct str last_words(struct str text, size_t columns)
{
    size_t start = text.length;
    size_t used = 0;
    while (start > 0) {
        size_t word = start - 1;
        while (word > 0 && text.data[word - 1] != ' ')
            word--;
        used += width_between(text, word, start);
        if (used > columns)
            break;
        start = word;
    }
    return str_after(text, start);
}

/* The first ones. */
static struct str first_words(struct str text, size_t columns)
{
    size_t end = 0;
    size_t used = 0;
    while (end < text.length) {
        size_t word = end + 1;
        while (word < text.length && text.data[word] != ' ')
            word++;
        used += width_between(text, end, word);
        if (used > columns)
            break;
        end = word;
    }
    return str_before(text, end);
}

/* As much of the text before byte `at` as may be shown in the columns: a whole number of words,
 * more than fit. */
static struct str before(struct str text, size_t at, size_t columns)
{
    size_t most = MAX_COLUMN_BYTES * (columns + 1);
    struct str left = str_before(text, at);
    if (left.length <= most)
        return left;
    left = str_after(left, left.length - most);
    size_t space = str_find(left, STR(" "));
    return str_after(left, space);
}

static struct str behind(struct str text, size_t at, size_t columns)
{
    size_t most = MAX_COLUMN_BYTES * (columns + 1);
    struct str right = str_after(text, at);
    if (right.length <= most)
        return right;
    right.length = most;
    while (right.length > 0 && right.data[right.length] != ' ')
        right.length--;
    return right;
}

static void read_occurrence(struct str text, const struct highlight *mark, size_t columns,
                            bool escape, struct occurrence *occurrence)
{
    size_t end = (size_t)mark->start + mark->length;
    buffer_clear(&occurrence->left);
    buffer_clear(&occurrence->keyword);
    buffer_clear(&occurrence->right);
    append_line(before(text, mark->start, columns), escape, &occurrence->left);
    append_line(str_of(text.data + mark->start, mark->length), escape, &occurrence->keyword);
    append_line(behind(text, end, columns), escape, &occurrence->right);
}

/* -- For a person ---------------------------------------------------------------------------- */

static void put_spaces(const struct print_context *context, size_t count)
{
    fprintf(context->stream, "%*s", (int)count, "");
}

/* How the columns of a line are shared. */
struct shares {
    size_t left;  /* of what stands before the keyword */
    size_t right; /* of the keyword and what stands behind it */
};

/* The keyword's column is the same for all; an id that was given may be long and take of the rest.
 */
static struct shares share_columns(size_t columns, struct str id)
{
    struct shares shares = {columns * 2 / 5, 0};
    size_t id_columns = 0;
    if (id.length > 0) {
        size_t width = terminal_width_of(id);
        id_columns = 2 + (width > ID_COLUMNS ? width : ID_COLUMNS);
        shares.left = (columns - 2 - ID_COLUMNS) * 2 / 5;
    }
    if (shares.left + id_columns < columns)
        shares.right = columns - shares.left - id_columns;
    return shares;
}

/* Writes what stands before the keyword, the keyword, what stands behind, and the id. */
static void put_occurrence(const struct print_context *context, const struct occurrence *occurrence,
                           struct str id)
{
    struct shares shares = share_columns(context->columns, id);
    struct buffer keyword = {0};
    print_append_clipped(buffer_str(&occurrence->keyword), shares.right, &keyword);
    struct str left = last_words(buffer_str(&occurrence->left), shares.left);
    size_t rest = shares.right - terminal_width_of(buffer_str(&keyword));
    struct str right = first_words(buffer_str(&occurrence->right), rest);
    put_spaces(context, shares.left - terminal_width_of(left));
    print_styled(context, "", left, false);
    print_styled(context, PRINT_MARK, buffer_str(&keyword), false);
    print_styled(context, "", right, false);
    if (id.length > 0) {
        put_spaces(context, rest - terminal_width_of(right) + 2);
        print_styled(context, PRINT_DIM, id, false);
    }
    putc('\n', context->stream);
    buffer_free(&keyword);
}

static void put_text(const struct print_context *context, struct str text,
                     const struct highlight *marks, size_t count, struct str id)
{
    struct occurrence occurrence = {0};
    for (size_t i = 0; i < count; i++) {
        read_occurrence(text, &marks[i], context->columns, true, &occurrence);
        put_occurrence(context, &occurrence, id);
    }
    occurrence_free(&occurrence);
}

static void show_hit(const struct print_context *context, const struct hit *hit)
{
    struct buffer escaped = {0};
    struct buffer id = {0};
    bool narrow = context->columns < NARROW;
    terminal_escape(buffer_str(&hit->id), false, &escaped);
    print_append_clipped(buffer_str(&escaped), narrow ? context->columns : context->columns / 3,
                         &id);
    if (narrow && hit->title_mark_count + hit->text_mark_count > 0) {
        print_styled(context, PRINT_DIM, buffer_str(&id), false);
        putc('\n', context->stream);
    }
    struct str shown = narrow ? STR("") : buffer_str(&id);
    put_text(context, article_get(&hit->article, ARTICLE_TITLE), hit->title_marks,
             hit->title_mark_count, shown);
    put_text(context, article_get(&hit->article, ARTICLE_TEXT), hit->text_marks,
             hit->text_mark_count, shown);
    buffer_free(&escaped);
    buffer_free(&id);
}

static void show_end(const struct print_context *context)
{
    struct buffer line = {0};
    if (context->count == 0)
        return;
    buffer_append_char(&line, '\n');
    print_append_range(context, &line);
    buffer_append_char(&line, '\n');
    print_styled(context, PRINT_DIM, buffer_str(&line), true);
    buffer_free(&line);
}

const struct printer printer_kwic = {
    .name = "--kwic",
    .parts = HIT_OCCURRENCES,
    .hit = show_hit,
    .end = show_end,
};

/* -- As TSV ---------------------------------------------------------------------------------- */

static void put_field(const struct print_context *context, struct str text)
{
    putc('\t', context->stream);
    print_on_one_line(context, str_trim(text));
}

static void put_lines(const struct print_context *context, const struct hit *hit, struct str text,
                      const struct highlight *marks, size_t count)
{
    struct occurrence occurrence = {0};
    for (size_t i = 0; i < count; i++) {
        read_occurrence(text, &marks[i], TSV_COLUMNS, false, &occurrence);
        print_on_one_line(context, buffer_str(&hit->id));
        put_field(context, last_words(buffer_str(&occurrence.left), TSV_COLUMNS));
        put_field(context, buffer_str(&occurrence.keyword));
        put_field(context, first_words(buffer_str(&occurrence.right), TSV_COLUMNS));
        putc('\n', context->stream);
    }
    occurrence_free(&occurrence);
}

static void show_lines(const struct print_context *context, const struct hit *hit)
{
    put_lines(context, hit, article_get(&hit->article, ARTICLE_TITLE), hit->title_marks,
              hit->title_mark_count);
    put_lines(context, hit, article_get(&hit->article, ARTICLE_TEXT), hit->text_marks,
              hit->text_mark_count);
}

const struct printer printer_kwic_tsv = {
    .name = "--kwic",
    .parts = HIT_OCCURRENCES,
    .hit = show_lines,
};
