/* Characters and folding, on utf8proc; a short way for ASCII. */
#include "unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

int32_t unicode_next_of_several(struct str text, size_t *at)
{
    utf8proc_int32_t code_point;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text.data + *at,
                                              (utf8proc_ssize_t)(text.length - *at), &code_point);
    if (bytes <= 0) {
        ++*at;
        return 0xFFFD;
    }
    *at += (size_t)bytes;
    return code_point;
}

size_t unicode_count(struct str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length; count++)
        unicode_next(text, &at);
    return count;
}

struct range {
    int32_t first, last;
};

static bool in_ranges(int32_t code_point, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return true;
    return false;
}

/* Scripts whose text runs on without spaces (Unicode's Scripts.txt): Thai, Lao, Myanmar, Khmer,
 * Kana, Bopomofo, Han. */
static bool runs_without_spaces(int32_t code_point)
{
    static const struct range scripts[] = {
        {0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF},   {0x3005, 0x3007}, {0x3021, 0x3029},
        {0x3040, 0x312F}, {0x31A0, 0x31BF}, {0x31F0, 0x31FF},   {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
        {0xF900, 0xFAFF}, {0xFF66, 0xFF9F}, {0x20000, 0x3FFFF},
    };
    return code_point >= scripts[0].first &&
           in_ranges(code_point, scripts, sizeof scripts / sizeof *scripts);
}

static bool is_ignorable(int32_t code_point)
{
    return code_point == 0xAD || (code_point >= 0x200B && code_point <= 0x200D) ||
           code_point == 0x2060 || code_point == 0xFEFF;
}

/* ½ and its like fold to a sum of two numbers: better no word than a wrong one. */
static bool is_fraction(int32_t code_point)
{
    return (code_point >= 0xBC && code_point <= 0xBE) ||
           (code_point >= 0x2150 && code_point <= 0x215F) || code_point == 0x2189;
}

static enum character_kind kind_by_category(int32_t code_point)
{
    switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return CHARACTER_LETTER;
    case UTF8PROC_CATEGORY_ND:
        return CHARACTER_DIGIT;
    case UTF8PROC_CATEGORY_NO:
        return is_fraction(code_point) ? CHARACTER_OTHER : CHARACTER_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return CHARACTER_MARK;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return CHARACTER_SPACE;
    default:
        return CHARACTER_OTHER;
    }
}

enum character_kind unicode_kind_beyond_ascii(int32_t code_point)
{
    if (code_point >= 0xC0 && code_point < 0x250) /* Latin-1 letters, Latin Extended-A and -B */
        return code_point == 0xD7 || code_point == 0xF7 ? CHARACTER_OTHER : CHARACTER_LETTER;
    if (code_point == 0x2019 || code_point == 0x2018 || code_point == 0x2BC)
        return CHARACTER_APOSTROPHE;
    if (code_point == 0xB4 || code_point == 0x201B || code_point == 0xFF07) /* typed for it */
        return CHARACTER_APOSTROPHE;
    if (code_point == 0x2010 || code_point == 0x2011)
        return CHARACTER_HYPHEN;
    if (is_ignorable(code_point))
        return CHARACTER_IGNORABLE;
    enum character_kind kind = kind_by_category(code_point);
    if (kind == CHARACTER_LETTER && runs_without_spaces(code_point))
        return CHARACTER_SINGLE;
    return kind;
}

bool unicode_is_upper(int32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= 'A' && code_point <= 'Z';
    utf8proc_category_t category = utf8proc_category(code_point);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

/* Letters that have no decomposition but that people type as these. */
static const char *plain_letters(int32_t code_point)
{
    switch (code_point) {
    case 0x153: /* œ */
        return "oe";
    case 0xE6: /* æ */
        return "ae";
    case 0x142: /* ł */
        return "l";
    case 0xF8: /* ø */
        return "o";
    case 0x111: /* đ */
    case 0xF0:  /* ð */
        return "d";
    case 0x127: /* ħ */
        return "h";
    case 0x131: /* ı */
        return "i";
    case 0xFE: /* þ */
        return "th";
    case 0x14B: /* ŋ */
        return "n";
    default:
        return NULL;
    }
}

static bool is_ascii(struct str text)
{
    unsigned char any = 0;
    for (size_t i = 0; i < text.length; i++)
        any |= (unsigned char)text.data[i];
    return any < 0x80;
}

static void append_ascii_lower(struct str word, struct buffer *out)
{
    for (size_t i = 0; i < word.length; i++) {
        enum character_kind kind = unicode_kind((unsigned char)word.data[i]);
        if (kind == CHARACTER_LETTER)
            buffer_append_char(out, (char)(word.data[i] | 0x20));
        else if (kind == CHARACTER_DIGIT || word.data[i] == ',')
            buffer_append_char(out, word.data[i]);
    }
}

static utf8proc_ssize_t map(struct str word, int options, utf8proc_uint8_t **mapped)
{
    return utf8proc_map((const utf8proc_uint8_t *)word.data, (utf8proc_ssize_t)word.length, mapped,
                        (utf8proc_option_t)options);
}

/* Whether the word has a byte of what may hold an iota below, U+0345 or U+1F80 to U+1FFF. */
static bool may_have_iota_below(struct str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] == '\xCD' || word.data[i] == '\xE1')
            return true;
    return false;
}

/* Appends what utf8proc makes of the word under `options`, letters, digits and (with `keep_marks`)
 * marks alone. The iota below a Greek letter folds to a letter, before the marks that stand behind
 * it; so these are put in order first (the Unicode Standard, 3.13, D145). */
static void append_mapped(struct str word, int options, bool keep_marks, struct buffer *out)
{
    utf8proc_uint8_t *decomposed = NULL;
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t bytes = 0;
    if (may_have_iota_below(word))
        bytes = map(word, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &decomposed);
    if (decomposed)
        word = str_of((const char *)decomposed, (size_t)bytes);
    bytes = map(word, options, &mapped);
    free(decomposed);
    if (bytes < 0)
        return;
    struct str text = {(const char *)mapped, (size_t)bytes};
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        int32_t code_point = unicode_next(text, &at);
        enum character_kind kind = unicode_kind(code_point);
        const char *plain = keep_marks ? NULL : plain_letters(code_point);
        if (plain)
            buffer_append(out, str_from(plain));
        else if (kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT || kind == CHARACTER_SINGLE ||
                 (keep_marks && kind == CHARACTER_MARK) || code_point == ',')
            buffer_append(out, str_of(text.data + start, at - start));
    }
    free(mapped);
}

/* Marks go only after case is folded: the iota below a Greek letter folds to a letter, whether it
 * is a mark of its own or not. */
void unicode_fold(struct str word, struct buffer *folded)
{
    if (is_ascii(word))
        append_ascii_lower(word, folded);
    else
        append_mapped(word,
                      UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
                      false, folded);
}

void unicode_spelling(struct str word, struct buffer *spelling)
{
    if (is_ascii(word))
        append_ascii_lower(word, spelling);
    else
        append_mapped(word,
                      UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
                      true, spelling);
}
