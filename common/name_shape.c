/* Words by their letters: what hyphens, apostrophes and dots join is one word, but for elided
 * articles.
 */
#include "name_shape.h"

/* What the letters of a word are. */
struct letters {
    unsigned count; /* letters and digits */
    unsigned upper;
    bool first_upper, first_digit;
};

enum character_kind name_shape_kind_at(struct str text, size_t at, size_t *next, int32_t *point)
{
    *next = at;
    if (at >= text.length)
        return CHARACTER_OTHER;
    *point = unicode_next(text, next);
    return unicode_kind(*point);
}

static bool is_inner(enum character_kind kind)
{
    return kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT || kind == CHARACTER_MARK ||
           kind == CHARACTER_IGNORABLE;
}

static void count(struct letters *letters, bool upper, bool digit)
{
    if (letters->count++ == 0) {
        letters->first_upper = upper;
        letters->first_digit = digit;
    }
    letters->upper += upper;
}

/* Moves `*at` over letters and digits of ASCII, which most are, and counts them. */
static void skip_ascii(struct str text, size_t *at, struct letters *letters)
{
    size_t end = *at;
    unsigned upper = 0;
    for (; end < text.length; end++) {
        unsigned char c = (unsigned char)text.data[end];
        bool letter = (unsigned)((c | 0x20) - 'a') < 26;
        if (!letter && (unsigned)(c - '0') >= 10)
            break;
        upper += letter && !(c & 0x20);
    }
    if (end == *at)
        return;
    char first = text.data[*at];
    if (letters->count == 0) {
        letters->first_upper = first >= 'A' && first <= 'Z';
        letters->first_digit = first >= '0' && first <= '9';
    }
    letters->count += (unsigned)(end - *at);
    letters->upper += upper;
    *at = end;
}

/* Moves `*at` over the letter of Latin-1 there, one with an accent mostly, and counts it; false
 * when there is none. */
static bool skip_latin(struct str text, size_t *at, struct letters *letters)
{
    if (text.length - *at < 2 || (unsigned char)text.data[*at] != 0xC3)
        return false;
    unsigned char second = (unsigned char)text.data[*at + 1];
    if (second == 0x97 || second == 0xB7) /* × ÷ */
        return false;
    count(letters, second < 0x9F, false);
    *at += 2;
    return true;
}

/* Moves `*at` over letters and digits and counts them. */
static void skip_letters(struct str text, size_t *at, struct letters *letters)
{
    size_t next;
    int32_t point = 0;
    enum character_kind kind;
    do
        skip_ascii(text, at, letters);
    while (skip_latin(text, at, letters));
    if (name_shape_ends_plainly(text, *at))
        return;
    while (is_inner(kind = name_shape_kind_at(text, *at, &next, &point))) {
        if (kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT)
            count(letters, kind == CHARACTER_LETTER && unicode_is_upper(point),
                  kind == CHARACTER_DIGIT);
        *at = next;
        skip_ascii(text, at, letters);
    }
}

/* Whether the letters before an apostrophe are an article or the like that lost its vowel. */
static bool is_elided(struct str word)
{
    static const char letters[] = "lLdDjJmMnNsStTcC";
    static const char *const longer[] = {"jusqu", "lorsqu", "puisqu", "quoiqu"};
    if (word.length == 1)
        return memchr(letters, word.data[0], sizeof letters - 1) != NULL;
    if (word.length == 2)
        return (word.data[0] | 0x20) == 'q' && word.data[1] == 'u';
    return str_among(word, longer, sizeof longer / sizeof *longer);
}

/* `al` of `al-Joulani`: such a name has its capital behind the hyphen. */
static bool is_arabic_article(struct str word)
{
    static const char *const articles[] = {"ad", "al", "an", "ar", "as", "ash", "at", "az", "el"};
    return str_among(word, articles, sizeof articles / sizeof *articles);
}

static enum name_shape shape_of(const struct letters *letters)
{
    if (letters->first_digit)
        return NAME_SHAPE_NUMBER;
    if (!letters->first_upper)
        return NAME_SHAPE_LOWER;
    if (letters->count == 1)
        return NAME_SHAPE_INITIAL;
    if (letters->upper == letters->count)
        return NAME_SHAPE_UPPER;
    return letters->upper > 1 ? NAME_SHAPE_MIXED : NAME_SHAPE_CAPITAL;
}

/* Whether the connector of `kind` behind one of a word's parts joins the next part to it: hyphens,
 * apostrophes that elide nothing, the dots of `O.N.U` and of numbers. */
static bool joins(enum character_kind kind, int32_t point, const struct letters *part)
{
    if (kind == CHARACTER_HYPHEN || kind == CHARACTER_APOSTROPHE)
        return true;
    return (point == '.' && (part->count == 1 || part->first_digit)) || point == '&';
}

enum name_shape name_shape_read(struct str text, size_t *at)
{
    size_t start = *at;
    struct letters word = {0};
    for (;;) {
        struct letters part = {0};
        size_t next, after;
        int32_t point = 0, following = 0;
        bool first = *at == start;
        skip_letters(text, at, &part);
        struct str read = str_of(text.data + start, *at - start);
        if (word.count == 0)
            word = part;
        else {
            word.count += part.count;
            word.upper += part.upper;
        }
        if (name_shape_ends_plainly(text, *at))
            return shape_of(&word);
        enum character_kind kind = name_shape_kind_at(text, *at, &next, &point);
        if (kind == CHARACTER_APOSTROPHE && first && is_elided(read)) {
            *at = next;
            return NAME_SHAPE_ELIDED;
        }
        if (!joins(kind, point, &part) ||
            !is_inner(name_shape_kind_at(text, next, &after, &following)))
            return shape_of(&word);
        if (kind == CHARACTER_HYPHEN && first && is_arabic_article(read))
            word.count = 0; /* the shape is that of what follows */
        *at = next;
    }
}
