/* Breaking a text into pieces: one walk over its characters, with the tokens alongside. */
#include "pieces.h"

#include "sentence.h"
#include "terminal.h"
#include "unicode.h"

/* Characters that take no columns take room all the same: one column for so many bytes at the
 * least, or a heap of combining marks would fit any snippet. */
#define MAX_COLUMN_BYTES 16

/* -- Bytes ----------------------------------------------------------------------------------- */

/* Whether a sentence may end behind this byte, the last of a character, without white space. */
static bool may_end_sentence(unsigned char byte)
{
    return byte == '.' || byte == '!' || byte == '?' || byte == ')' || byte == ']' ||
           byte == 0xA6 || byte == 0xBB || byte == 0x9D || byte == 0xBA; /* … » ” › */
}

/* An ASCII letter or digit: takes one column, and behind it a piece ends at white space only. */
static bool is_plain(unsigned char byte)
{
    unsigned char letter = byte | 0x20;
    return (letter >= 'a' && letter <= 'z') || (byte >= '0' && byte <= '9');
}

/* -- White space ----------------------------------------------------------------------------- */

static bool is_no_break_space(int32_t point)
{
    return point == 0xA0 || point == 0x202F || point == 0x2007;
}

/* A run of white space. */
struct gap {
    size_t end;
    bool no_break; /* no-break spaces alone */
};

/* Whether a space can start with this byte: of ASCII, U+00A0, U+1680, U+2000 and on, U+3000. */
static bool may_be_space(unsigned char byte)
{
    return byte <= ' ' || byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3;
}

static struct gap read_spaces(struct str text, size_t at)
{
    struct gap gap = {.end = at, .no_break = true};
    while (at < text.length && may_be_space((unsigned char)text.data[at])) {
        int32_t point = unicode_next(text, &at);
        if (unicode_kind(point) != CHARACTER_SPACE)
            break;
        gap.no_break &= is_no_break_space(point);
        gap.end = at;
    }
    return gap;
}

/* The run that starts at `at`; its end is `at` when there is none. Nearly all are one space. */
static inline struct gap read_gap(struct str text, size_t at)
{
    if (at >= text.length || !may_be_space((unsigned char)text.data[at]))
        return (struct gap){.end = at, .no_break = true};
    if (at + 1 < text.length && text.data[at] == ' ' && is_plain((unsigned char)text.data[at + 1]))
        return (struct gap){.end = at + 1};
    return read_spaces(text, at);
}

void pieces_append_line(struct str text, struct buffer *line)
{
    size_t plain = 0; /* where the text begins that is not yet appended */
    for (size_t at = 0; at < text.length;) {
        struct gap gap = read_gap(text, at);
        if (gap.end == at) {
            unicode_next(text, &at);
            continue;
        }
        buffer_append(line, str_of(text.data + plain, at - plain));
        size_t first = at;
        unicode_next(text, &first);
        buffer_append(line, gap.no_break ? str_of(text.data + at, first - at) : STR(" "));
        at = plain = gap.end;
    }
    if (plain < text.length)
        buffer_append(line, str_after(text, plain));
}

/* -- Where a piece ends ---------------------------------------------------------------------- */

/* Whether `at`, not before where it was asked last, is inside a token. */
static bool in_token(struct piece_reader *reader, size_t at)
{
    const struct french_tokens *tokens = reader->tokens;
    for (; reader->token < tokens->count; reader->token++) {
        const struct french_token *token = &tokens->tokens[reader->token];
        if (token->start >= at)
            break;
        if (token->end > reader->covered)
            reader->covered = token->end;
    }
    return at < reader->covered;
}

/* Whether punctuation holds the gap at `at` together, as in « mot » or mot ! */
static bool is_held(struct str text, size_t at, struct gap gap)
{
    char last = text.data[at - 1];
    char next = text.data[gap.end];
    if (is_plain((unsigned char)last) && is_plain((unsigned char)next))
        return false; /* as between most words */
    return next == ':' || next == ';' || next == '!' || next == '?' ||
           str_ends(str_before(text, at), STR("«")) ||
           str_starts(str_after(text, gap.end), STR("»"));
}

static bool breaks_at_gap(struct piece_reader *reader, size_t at, struct gap gap)
{
    if (gap.end == reader->text.length)
        return true;
    if (in_token(reader, at))
        return false;
    return !(gap.no_break || is_held(reader->text, at, gap)) || sentence_ends(reader->text, at);
}

/* Whether a piece that has come to `at`, behind its first character, ends there. */
static bool ends_piece(struct piece_reader *reader, size_t at)
{
    struct str text = reader->text;
    struct gap gap = read_gap(text, at);
    if (gap.end > at)
        return breaks_at_gap(reader, at, gap);
    return may_end_sentence((unsigned char)text.data[at - 1]) && !in_token(reader, at) &&
           sentence_ends(text, at);
}

/* -- Reading --------------------------------------------------------------------------------- */

/* Moves `*at` behind one character, or one run of white space; returns its width on the line. */
static size_t advance(struct str text, size_t *at)
{
    size_t start = *at;
    unsigned char c = (unsigned char)text.data[start];
    if (c > ' ' && c < 0x7F) {
        ++*at;
        return 1;
    }
    if (c >= 0xC3 && c <= 0xC9) { /* U+00C0 to U+027F, Latin letters */
        *at += 2;
        return 1;
    }
    *at = read_gap(text, start).end;
    if (*at > start)
        return 1;
    unicode_next(text, at);
    return terminal_width_of(str_of(text.data + start, *at - start));
}

/* Moves `*at` to the end of the piece that starts there, or to where it is wider than the columns;
 * returns the width. */
static size_t read_whole(struct piece_reader *reader, size_t *at)
{
    struct str text = reader->text;
    size_t width = 0;
    do {
        width += advance(text, at);
        size_t plain = *at;
        if (is_plain((unsigned char)text.data[plain - 1]))
            while (plain < text.length && is_plain((unsigned char)text.data[plain]))
                plain++;
        width += plain - *at;
        *at = plain;
    } while (*at < text.length && width <= reader->columns && !ends_piece(reader, *at));
    return width;
}

/* Whether a part of a wide piece ends at `at`; `last` is its last character, `width` its width with
 * the next one. It ends before a word, but an elided article goes with what it stands before. */
static bool ends_part(struct piece_reader *reader, size_t last, size_t at, size_t width)
{
    struct str text = reader->text;
    if (in_token(reader, at))
        return false;
    if (read_gap(text, at).end > at || ends_piece(reader, at))
        return true;
    enum character_kind left = unicode_kind(unicode_next(text, &last));
    enum character_kind right = unicode_kind(unicode_next(text, &at));
    bool word = right == CHARACTER_LETTER || right == CHARACTER_DIGIT;
    if (left == CHARACTER_LETTER && (word || right == CHARACTER_APOSTROPHE))
        return false;
    if (left == CHARACTER_APOSTROPHE && word)
        return false;
    return word || right == CHARACTER_SINGLE || width > reader->columns / 4;
}

/* Moves `*at` to the end of a part of a wide piece: a token with what is joined to it, or else a
 * few columns, not before a character that takes none. Returns its width. */
static size_t read_part(struct piece_reader *reader, size_t *at)
{
    size_t last = *at;
    size_t width = advance(reader->text, at);
    while (*at < reader->text.length) {
        size_t next = *at;
        size_t step = advance(reader->text, &next);
        if (step > 0 && ends_part(reader, last, *at, width + step))
            break;
        last = *at;
        *at = next;
        width += step;
    }
    return width;
}

struct piece_reader piece_reader_of(struct str text, const struct french_tokens *tokens,
                                    size_t columns)
{
    return (struct piece_reader){
        .text = text,
        .tokens = tokens,
        .columns = columns,
        .at = read_gap(text, 0).end,
    };
}

void piece_reader_go_to(struct piece_reader *reader, const struct piece *piece)
{
    reader->at = piece->start;
    reader->token = piece->token;
    reader->covered = 0;
    reader->before = piece->before;
    reader->column = piece->left;
    reader->is_part = piece->is_part;
}

bool piece_read(struct piece_reader *reader, struct piece *piece)
{
    struct str text = reader->text;
    if (reader->at == text.length)
        return false;
    in_token(reader, reader->at);
    *piece = (struct piece){
        .start = (uint32_t)reader->at,
        .left = reader->column,
        .before = reader->before,
        .token = (uint32_t)reader->token,
    };
    size_t end = piece->start;
    size_t width = reader->is_part ? 0 : read_whole(reader, &end);
    piece->is_part = reader->is_part || width > reader->columns;
    if (piece->is_part) {
        end = piece->start;
        reader->token = piece->token;
        reader->covered = 0;
        width = read_part(reader, &end);
    }
    size_t least = (end - piece->start) / MAX_COLUMN_BYTES;
    piece->end = reader->before = (uint32_t)end;
    piece->right = piece->left + (uint32_t)(width > least ? width : least);
    reader->is_part = piece->is_part && end < text.length && !ends_piece(reader, end);
    reader->at = read_gap(text, end).end;
    reader->column = piece->right + (reader->at > end);
    return true;
}

/* -- What fits ------------------------------------------------------------------------------- */

bool piece_starts_sentence(struct str text, const struct piece *piece)
{
    return piece->before == 0 || sentence_ends(text, piece->before);
}

bool piece_ends_sentence(struct str text, const struct piece *piece)
{
    return sentence_ends(text, piece->end);
}

bool pieces_fit(struct str text, const struct piece *first, const struct piece *last,
                size_t columns)
{
    size_t width = last->right - first->left;
    if (width > columns)
        return false;
    size_t spare = columns - width;
    if (spare >= 2)
        return true;
    return spare >=
           (size_t)!piece_starts_sentence(text, first) + (size_t)!piece_ends_sentence(text, last);
}
