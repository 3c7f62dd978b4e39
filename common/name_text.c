/* Splitting an article for the recogniser, and counting its words. */
#include "name_text.h"

#include <stdlib.h>

#include "memory.h"
#include "name_acronyms.h"
#include "name_candidates.h"
#include "name_recall.h"
#include "unicode.h"

/* Each article begins with these, 4 KB: what a long one needed would have to be cleared for all
 * that follow, and their few words would lie far apart in it. */
#define FIRST_SLOTS 1024

/* A field being split. */
struct scan {
    struct name_text *out;
    const struct name_text_source *source;
    const struct french_tokens *tokens; /* may be NULL */
    size_t token_count;
    size_t next_token; /* those before it begin before `at` */
    struct str text;
    size_t at;
    uint8_t number;   /* of the field */
    uint8_t within;   /* NAME_IN_BRACKETS, NAME_IN_QUOTES */
    bool opens;       /* the next word opens a sentence */
    bool new_text;    /* the next token opens a paragraph */
    size_t token_end; /* of the token before */
};

/* -- Words of the article -------------------------------------------------------------------- */

/* Empties the first `count` slots, a power of two, for the article. */
static void clear_slots(struct name_text *text, size_t count)
{
    text->slots = memory_grow(text->slots, &text->slot_capacity, count, sizeof *text->slots);
    text->slot_count = count;
    memset(text->slots, 0, count * sizeof *text->slots);
}

static void grow_slots(struct name_text *text)
{
    size_t size = text->slot_count * 2;
    clear_slots(text, size);
    for (size_t i = 0; i < text->word_count; i++) {
        size_t slot = text->words[i].key & (size - 1);
        while (text->slots[slot])
            slot = (slot + 1) & (size - 1);
        text->slots[slot] = (uint32_t)i + 1;
    }
}

/* The slot of the key, a free one when the article has not had it; there is one. */
static inline uint32_t *find_slot(struct name_text *text, uint32_t key)
{
    if (text->word_count * 2 >= text->slot_count)
        grow_slots(text);
    size_t slot = key & (text->slot_count - 1);
    while (text->slots[slot] && text->words[text->slots[slot] - 1].key != key)
        slot = (slot + 1) & (text->slot_count - 1);
    return &text->slots[slot];
}

/* Adds a word of the article, and returns its index plus 1. */
static uint32_t add_word(struct name_text *text, uint32_t key, struct str folded,
                         struct name_known known)
{
    text->words = memory_grow(text->words, &text->word_capacity, text->word_count + 1,
                              sizeof *text->words);
    text->words[text->word_count] = (struct name_word){
        .folded = folded, .key = key, .kinds = known.kinds, .learnt = known.learnt};
    return (uint32_t)++text->word_count;
}

/* The index of the word in the article's words. */
static inline uint32_t enter_word(struct scan *scan, const struct french_word *word)
{
    uint32_t *slot = find_slot(scan->out, word->folded_key);
    if (*slot == 0)
        *slot = add_word(scan->out, word->folded_key, word->folded,
                         name_recall_word(scan->source->recall, word));
    return *slot - 1;
}

/* The same of a mark. */
static uint32_t enter_mark(struct scan *scan, uint32_t point, struct str written)
{
    uint32_t *slot = find_slot(scan->out, point);
    if (*slot == 0)
        *slot = add_word(scan->out, point, written, name_recall_mark(scan->source->recall, point));
    return *slot - 1;
}

/* -- Tokens ---------------------------------------------------------------------------------- */

/* Notes that the token added last has a capital. */
static void note_capital(struct name_text *text)
{
    text->capitals = memory_grow(text->capitals, &text->capital_capacity, text->capital_count + 1,
                                 sizeof *text->capitals);
    text->capitals[text->capital_count++] = (uint32_t)(text->count - 1);
}

static inline void add_token(struct scan *scan, size_t start, size_t end, enum name_shape shape,
                             uint32_t word)
{
    struct name_text *text = scan->out;
    unsigned places = scan->within;
    if (scan->new_text)
        places |= NAME_OPENS_TEXT;
    else if (start == scan->token_end)
        places |= NAME_TOUCHES;
    if (scan->opens && shape != NAME_SHAPE_MARK)
        places |= NAME_OPENS_SENTENCE;
    if (text->count == text->capacity)
        text->tokens = memory_grow(text->tokens, &text->capacity, text->count + 1,
                                   sizeof *text->tokens);
    text->tokens[text->count++] = (struct name_token){
        .start = (uint32_t)start,
        .end = (uint32_t)end,
        .word = word,
        .field = scan->number,
        .shape = (uint8_t)shape,
        .places = (uint8_t)places,
    };
    scan->new_text = false;
    scan->token_end = end;
    if (shape == NAME_SHAPE_LOWER)
        text->words[word].written |= NAME_WRITTEN_LOWER;
    if (name_shape_is_capital((uint8_t)shape)) {
        note_capital(text);
        text->words[word].written |= scan->opens ? 0 : NAME_WRITTEN_INSIDE;
    }
    if (shape != NAME_SHAPE_MARK) /* of `L’État` the article has the sentence's capital */
        scan->opens = false;
}

/* The first token that the analyser made at scan->at; NULL when it made none. */
static const struct french_token *analysed_token(struct scan *scan)
{
    const struct french_tokens *tokens = scan->tokens;
    while (scan->next_token < scan->token_count &&
           tokens->tokens[scan->next_token].start < scan->at)
        scan->next_token++;
    return scan->next_token < scan->token_count &&
                   tokens->tokens[scan->next_token].start == scan->at
               ? &tokens->tokens[scan->next_token]
               : NULL;
}

/* The analysed word that was written from `start` to scan->at; NULL when nothing of it remains.
 * `token` is the first one there, or NULL. */
static const struct french_word *analysed_word(struct scan *scan, size_t start,
                                               const struct french_token *token)
{
    struct str written = str_of(scan->text.data + start, scan->at - start);
    const struct french_token *end = scan->token_count > 0
                                         ? scan->tokens->tokens + scan->token_count
                                         : NULL;
    if (french_may_be_saint(written)) /* here it is what is written */
        return french_word_of(scan->source->french, written);
    for (; token && token < end && token->start == start; token++)
        if (token->end == scan->at)
            return token->word;
    return french_word_of(scan->source->french, written);
}

/* Whether the token is a word in lower case for the recogniser, too: its letters are read. */
static bool is_lower_word(const struct scan *scan, const struct french_token *token)
{
    return token->letters && !token->capital && name_shape_ends_plainly(scan->text, token->end) &&
           !french_may_be_saint(str_of(scan->text.data + token->start, token->end - token->start));
}

/* Moves over the space at scan->at to the analyser's next token, when nothing else is between. */
static const struct french_token *token_behind_space(struct scan *scan)
{
    size_t next = scan->next_token + 1;
    if (next >= scan->token_count || scan->tokens->tokens[next].start != scan->at + 1 ||
        scan->text.data[scan->at] != ' ')
        return NULL;
    scan->next_token = next;
    scan->at++;
    return &scan->tokens->tokens[next];
}

/* Adds the word that starts at scan->at, and those behind it that only a space is between. */
static void read_words(struct scan *scan)
{
    const struct french_token *token = analysed_token(scan);
    while (token && is_lower_word(scan, token)) {
        add_token(scan, token->start, token->end, NAME_SHAPE_LOWER, enter_word(scan, token->word));
        scan->at = token->end;
        token = token_behind_space(scan);
        if (!token)
            return;
    }
    size_t start = scan->at;
    enum name_shape shape = name_shape_read(scan->text, &scan->at);
    const struct french_word *word = analysed_word(scan, start, token);
    if (word)
        add_token(scan, start, scan->at, shape, enter_word(scan, word));
}

/* -- Marks ----------------------------------------------------------------------------------- */

static bool ends_sentence(int32_t point)
{
    return point == '.' || point == '!' || point == '?' || point == 0x2026; /* … */
}

/* Adds the mark at scan->at and keeps account of brackets, quotation marks and sentences. */
static void read_mark(struct scan *scan, size_t next, int32_t point)
{
    if (point == ')' || point == ']')
        scan->within &= (uint8_t)~NAME_IN_BRACKETS;
    if (point == 0xBB || point == 0x201D) /* » ” */
        scan->within &= (uint8_t)~NAME_IN_QUOTES;
    uint32_t word = enter_mark(scan, (uint32_t)point,
                               str_of(scan->text.data + scan->at, next - scan->at));
    add_token(scan, scan->at, next, NAME_SHAPE_MARK, word);
    if (point == '(' || point == '[')
        scan->within |= NAME_IN_BRACKETS;
    if (point == 0xAB || point == 0x201C) /* « “ */
        scan->within |= NAME_IN_QUOTES;
    else if (point == '"')
        scan->within ^= NAME_IN_QUOTES;
    if (ends_sentence(point) &&
        !(scan->out->count > 1 && point == '.' &&
          scan->out->tokens[scan->out->count - 2].shape == NAME_SHAPE_INITIAL))
        scan->opens = true;
    scan->at = next;
}

/* Whether a letter or digit of ASCII is at scan->at, which begins most words. */
static bool is_at_plain_word(const struct scan *scan)
{
    unsigned char c = (unsigned char)scan->text.data[scan->at];
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

/* Moves over white space; an empty line begins a paragraph. */
static void skip_space(struct scan *scan)
{
    size_t next;
    int32_t point = 0;
    unsigned lines = 0;
    while (scan->at < scan->text.length && scan->text.data[scan->at] == ' ')
        scan->at++; /* as most is */
    if (scan->at < scan->text.length && is_at_plain_word(scan))
        return;
    while (name_shape_kind_at(scan->text, scan->at, &next, &point) == CHARACTER_SPACE) {
        lines += point == '\n';
        scan->at = next;
    }
    if (lines > 1) {
        scan->opens = scan->new_text = true;
        scan->within = 0;
    }
}

static void read_tokens(struct scan *scan)
{
    scan->opens = scan->new_text = true;
    for (skip_space(scan); scan->at < scan->text.length; skip_space(scan)) {
        size_t next;
        if (is_at_plain_word(scan)) {
            read_words(scan);
            continue;
        }
        int32_t point = 0;
        enum character_kind kind = name_shape_kind_at(scan->text, scan->at, &next, &point);
        if (kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT)
            read_words(scan);
        else if (kind == CHARACTER_MARK || kind == CHARACTER_IGNORABLE)
            scan->at = next;
        else
            read_mark(scan, next, point);
    }
}

/* The analyser's tokens of the field, of which those that a part cuts off are left out. */
static void take_tokens(struct scan *scan, const struct french_tokens *tokens)
{
    if (!tokens)
        return;
    size_t count = tokens->count;
    if (count > 0 && tokens->tokens[count - 1].end > scan->text.length)
        count = french_token_from(tokens, scan->text.length);
    while (count > 0 && tokens->tokens[count - 1].end > scan->text.length)
        count--;
    scan->tokens = tokens;
    scan->token_count = count;
    scan->next_token = scan->at > 0 ? french_token_from(tokens, scan->at) : 0;
}

static void read_field(struct name_text *text, const struct name_text_source *source,
                       uint8_t number)
{
    struct scan scan = {.out = text,
                        .source = source,
                        .text = source->fields[number],
                        .at = number == 1 ? source->begin : 0,
                        .number = number};
    take_tokens(&scan, source->tokens[number]);
    read_tokens(&scan);
}

void name_text_read(struct name_text *text, const struct name_text_source *source)
{
    text->count = 0;
    text->capital_count = 0;
    text->word_count = 0;
    clear_slots(text, FIRST_SLOTS);
    for (uint8_t i = 0; i < 2; i++) {
        text->fields[i] = source->fields[i];
        if (i == 1 || source->begin == 0)
            read_field(text, source, i);
    }
    name_candidates_mark(text);
    name_acronyms_mark(text);
}

void name_text_free(struct name_text *text)
{
    free(text->tokens);
    free(text->capitals);
    free(text->words);
    free(text->slots);
    *text = (struct name_text){0};
}
