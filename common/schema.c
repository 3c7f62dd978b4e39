/* Prefixes, slots and keys. */
#include "schema.h"

#include "french.h"
#include "hash.h"
#include "stop_words.h"
#include "vocabulary.h"

#define MAX_TERM_BYTES 245 /* Xapian's limit */

static const char prefixes[] = {
    [SCHEMA_STEM] = 'Z',        [SCHEMA_TITLE_STEM] = 'S',   [SCHEMA_WORD] = 'W',
    [SCHEMA_ID] = 'Q',          [SCHEMA_HEADLINE] = 'K',     [SCHEMA_OUTLET_WORD] = 'O',
    [SCHEMA_AUTHOR_WORD] = 'A', [SCHEMA_SECTION_WORD] = 'C', [SCHEMA_OUTLET] = 'N',
    [SCHEMA_ENTITY] = 'E',      [SCHEMA_NAME] = 'P',         [SCHEMA_MARK] = 'V',
};

static void append_text(struct str text, struct buffer *term)
{
    buffer_append(term, str_clip(text, MAX_TERM_BYTES - 1));
}

/* The number of a stem's first word as two bytes: no text begins with a byte of the middle of a
 * character. */
static void append_number(uint16_t number, struct buffer *term)
{
    buffer_append_char(term, (char)(0x80 | number >> 8));
    buffer_append_char(term, (char)number);
}

/* The number in a term; VOCABULARY_NONE where there is none. */
static uint16_t number_in(struct str term)
{
    const unsigned char *bytes = (const unsigned char *)term.data;
    if (term.length != 3 || (bytes[0] != 'Z' && bytes[0] != 'S') || (bytes[1] & 0xE0) != 0x80)
        return VOCABULARY_NONE;
    return (uint16_t)((bytes[1] & 0x3F) << 8 | bytes[2]);
}

void schema_stem_term(enum schema_term kind, const struct french_word *word, struct buffer *term)
{
    buffer_append_char(term, prefixes[kind]);
    if (word->common_stem != VOCABULARY_NONE)
        append_number(word->common_stem, term);
    else
        append_text(word->stem, term);
}

void schema_term(enum schema_term kind, struct str text, struct buffer *term)
{
    buffer_append_char(term, prefixes[kind]);
    struct vocabulary_range range = {0};
    if (kind == SCHEMA_STEM || kind == SCHEMA_TITLE_STEM)
        range = vocabulary_of_stem(text, (uint32_t)hash_bytes(text, 0));
    if (range.first < range.end)
        append_number(range.first, term);
    else
        append_text(text, term);
}

void schema_term_beginning(enum schema_term kind, struct str text, struct buffer *beginning)
{
    buffer_append_char(beginning, prefixes[kind]);
    append_text(text, beginning);
}

void schema_show_term(struct str term, struct buffer *shown)
{
    uint16_t number = number_in(term);
    buffer_append(shown, str_before(term, number ? 1 : term.length));
    if (number)
        buffer_append(shown, vocabulary_stem(number));
}

struct str schema_term_text(enum schema_term kind, struct str term)
{
    return term.length > 0 && term.data[0] == prefixes[kind] ? str_after(term, 1)
                                                             : str_before(term, 0);
}

void schema_mark(struct buffer *text)
{
    struct buffer made_by = {0};
    buffer_append_format(&made_by, "%d %s %016llx", SCHEMA_VERSION, french_analyser_id(),
                         (unsigned long long)stop_words_hash());
    buffer_append_format(text, "%08llx",
                         (unsigned long long)(hash_bytes(buffer_str(&made_by), 0) >> 32));
    buffer_free(&made_by);
}

void schema_name(enum entity_type type, struct str folded, struct buffer *text)
{
    size_t last = folded.length;
    while (last > 0 && folded.data[last - 1] != ' ')
        last--;
    buffer_append_char(text, (char)('0' + type));
    buffer_append(text, str_after(folded, last));
    if (last == 0)
        return;
    buffer_append(text, STR(", "));
    buffer_append(text, str_before(folded, last - 1));
}

void schema_name_folded(struct str text, struct buffer *folded)
{
    struct str name = str_after(text, text.length > 0);
    size_t comma = str_find(name, STR(", "));
    if (comma < name.length) {
        buffer_append(folded, str_after(name, comma + 2));
        buffer_append_char(folded, ' ');
    }
    buffer_append(folded, str_before(name, comma));
}

void schema_headline(const struct article *article, struct buffer *text)
{
    struct buffer headline = {0};
    buffer_append(&headline, article_get(article, ARTICLE_OUTLET));
    buffer_append_char(&headline, '\0');
    buffer_append(&headline, article_get(article, ARTICLE_TITLE));
    buffer_append_format(text, "%012llx",
                         (unsigned long long)(hash_bytes(buffer_str(&headline), 0) >> 16));
    buffer_free(&headline);
}

struct str schema_metadata_key(enum schema_metadata entry)
{
    static const struct str keys[] = {
        [SCHEMA_META_VERSION] = STR_CONSTANT("revue-schema"),
        [SCHEMA_META_ANALYSER] = STR_CONSTANT("revue-analyser"),
        [SCHEMA_META_STOP_WORDS] = STR_CONSTANT("revue-stop-words"),
        [SCHEMA_META_GAZETTEER] = STR_CONSTANT("revue-gazetteer"),
        [SCHEMA_META_GAZETTEER_HASH] = STR_CONSTANT("revue-gazetteer-hash"),
    };
    return keys[entry];
}
