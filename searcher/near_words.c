/* The sorted list of words, walked as a tree of their beginnings.
 *
 * For each letter of the word in hand there is a row of the matrix of edit distances, and the next
 * word keeps the rows of the letters that it shares. When a row has nothing near enough, no word
 * that begins so is near: the walk skips to the first beginning behind it that may be one's. */
#include "near_words.h"

#include <stdlib.h>

#include "database.h"
#include "memory.h"
#include "schema.h"
#include "unicode.h"

struct letter {
    int32_t code_point;
    struct str bytes;
    struct str rest; /* it and those behind it */
};

struct walk {
    struct xapian_terms *terms;
    size_t most;
    struct letter *wanted; /* of the word that others are to be near to */
    size_t count;
    /* The beginning in hand: letters [0, depth) can be a near word's. */
    size_t depth;
    int32_t *letters;
    size_t *ends;  /* in bytes, by letter */
    size_t *rows;  /* depth + 1 of them: distances to the first 0, 1, ... count letters wanted */
    size_t *least; /* by row: the least in it */
    struct buffer target;
};

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Row `depth` of the matrix. Cells more than `most` from its diagonal stay far. */
static size_t *row_of(const struct walk *walk, size_t depth)
{
    return walk->rows + depth * (walk->count + 1);
}

static void read_wanted(struct walk *walk, struct str word)
{
    walk->wanted = memory_allocate(word.length, sizeof *walk->wanted);
    for (size_t at = 0, next = 0; at < word.length; at = next) {
        int32_t code_point = unicode_next(word, &next);
        struct str bytes = str_of(word.data + at, next - at);
        walk->wanted[walk->count++] = (struct letter){code_point, bytes, str_after(word, at)};
    }
}

/* No beginning of more than count + most letters is near, so the row that says so is the last one
 * ever filled. */
static void start(struct walk *walk, struct str word, size_t most)
{
    read_wanted(walk, word);
    size_t rows = walk->count + most + 2;
    size_t width = walk->count + 1;
    walk->most = most;
    walk->letters = memory_allocate(rows, sizeof *walk->letters);
    walk->ends = memory_allocate(rows, sizeof *walk->ends);
    walk->least = memory_allocate(rows, sizeof *walk->least);
    walk->rows = memory_allocate(rows, width * sizeof *walk->rows);
    for (size_t cell = 0; cell < rows * width; cell++)
        walk->rows[cell] = most + 1;
    for (size_t i = 0; i <= least_of(most, walk->count); i++)
        walk->rows[i] = i;
}

static void end(struct walk *walk)
{
    xapian_terms_free(walk->terms);
    free(walk->wanted);
    free(walk->letters);
    free(walk->ends);
    free(walk->least);
    free(walk->rows);
    buffer_free(&walk->target);
}

/* Whether a near word may go on behind the beginning with `letter`; its row is filled then. The
 * rule of edit_distance: a row without a cell of `most` or less has none below it. */
static bool may_follow(struct walk *walk, int32_t letter)
{
    const size_t depth = walk->depth + 1;
    const size_t *above = row_of(walk, depth - 1);
    const struct letter *wanted = walk->wanted;
    size_t *row = row_of(walk, depth);
    size_t least = walk->most + 1;
    size_t first = depth > walk->most ? depth - walk->most : 0;
    size_t last = least_of(walk->count, depth + walk->most);
    if (first == 0)
        least = row[first++] = depth;
    for (size_t i = first; i <= last; i++) {
        size_t changed = above[i - 1] + (letter != wanted[i - 1].code_point);
        row[i] = least_of(changed, least_of(above[i], row[i - 1]) + 1);
        if (depth > 1 && i > 1 && letter == wanted[i - 2].code_point &&
            walk->letters[depth - 2] == wanted[i - 1].code_point)
            row[i] = least_of(row[i], row_of(walk, depth - 2)[i - 2] + 1);
        least = least_of(least, row[i]);
    }
    walk->letters[depth - 1] = letter;
    walk->least[depth] = least;
    return least <= walk->most;
}

/* Makes the beginning in hand that of `word`, as far as it may be a near word's: all of it, or up
 * to a letter that may not follow, which then is letters[depth]. Returns whether it is all. */
static bool follow(struct walk *walk, struct str word)
{
    size_t known = walk->depth;
    walk->depth = 0;
    for (size_t at = 0; at < word.length; walk->depth++) {
        int32_t letter = unicode_next(word, &at);
        walk->ends[walk->depth] = at;
        if (walk->depth < known && walk->letters[walk->depth] == letter)
            continue;
        known = 0;
        if (!may_follow(walk, letter))
            return false;
    }
    return true;
}

/* Between the beginning in hand and the word wanted. */
static size_t distance(const struct walk *walk)
{
    return row_of(walk, walk->depth)[walk->count];
}

static bool is_between(struct str text, struct str after, struct str before)
{
    return str_compare(text, after) > 0 && (!before.data || str_compare(text, before) < 0);
}

/* The first text after `rest` that a near word may go on with behind the beginning in hand; without
 * data when there is none. The beginning leaves no edit: what follows are the letters wanted from
 * where it ends on or, where the next two of them are swapped, the first of these. */
static struct str next_rest(const struct walk *walk, struct str rest)
{
    const size_t depth = walk->depth;
    const size_t *row = row_of(walk, depth);
    struct str next = {0};
    size_t first = depth > walk->most ? depth - walk->most : 0;
    size_t end = least_of(walk->count, depth + walk->most + 1);
    for (size_t i = first; i < end; i++) {
        const struct letter *letter = &walk->wanted[i];
        bool swapped = depth > 0 && i + 1 < walk->count &&
                       row_of(walk, depth - 1)[i] + 1 == walk->most &&
                       walk->letters[depth - 1] == letter[1].code_point;
        if (row[i] == walk->most && is_between(letter->rest, rest, next))
            next = letter->rest;
        if (swapped && is_between(letter->bytes, rest, next))
            next = letter->bytes;
    }
    return next;
}

/* Sets `target` to a text behind `word`, whose letters[depth] may not follow, such that no near
 * word stands between the two. Returns whether one may stand behind. */
static bool find_target(struct walk *walk, struct str word)
{
    for (;; walk->depth--) {
        size_t start = walk->depth > 0 ? walk->ends[walk->depth - 1] : 0;
        buffer_clear(&walk->target);
        schema_term(SCHEMA_WORD, STR(""), &walk->target);
        if (walk->least[walk->depth] < walk->most) { /* any letter may follow */
            buffer_append(&walk->target, str_before(word, walk->ends[walk->depth]));
            buffer_append_char(&walk->target, '\xff'); /* behind all that begins with this one */
            return true;
        }
        struct str rest = next_rest(walk, str_after(word, start));
        if (rest.data) {
            buffer_append(&walk->target, str_before(word, start));
            buffer_append(&walk->target, rest);
            return true;
        }
        if (walk->depth == 0)
            return false;
    }
}

/* Moves so that the next word is the first from the target on. A target that is not ahead (only
 * where a word is no UTF-8) is left alone: the walk goes on word by word. */
static enum xapian_status skip(struct walk *walk, struct str term, char **message)
{
    struct str target = buffer_str(&walk->target);
    if (str_compare(target, term) <= 0)
        return XAPIAN_OK;
    return xapian_terms_skip_to(walk->terms, target.data, target.length, message);
}

enum status near_words_find(const struct xapian_database *database, struct str word, size_t most,
                            enum status (*take)(void *context, struct str near,
                                                struct error *error),
                            void *context, struct error *error)
{
    struct walk walk = {0};
    struct buffer prefix = {0};
    const char *bytes = NULL;
    size_t length = 0;
    char *message = NULL;
    enum status taken = STATUS_OK;
    start(&walk, word, most);
    schema_term(SCHEMA_WORD, STR(""), &prefix);
    enum xapian_status status = xapian_database_terms(database, prefix.data, prefix.length,
                                                      &walk.terms, &message);
    while (status == XAPIAN_OK && taken == STATUS_OK &&
           (status = xapian_terms_next(walk.terms, &bytes, &length, &message)) == XAPIAN_OK) {
        struct str term = str_of(bytes, length);
        struct str near = schema_term_text(SCHEMA_WORD, term);
        if (follow(&walk, near)) {
            if (distance(&walk) <= most)
                taken = take(context, near, error);
        } else if (find_target(&walk, near)) {
            status = skip(&walk, term, &message);
        } else {
            break;
        }
    }
    end(&walk);
    buffer_free(&prefix);
    if (status != XAPIAN_OK && status != XAPIAN_END)
        return database_error(error, NULL, status, message);
    return taken;
}
