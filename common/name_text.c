/* Splitting an article for the recogniser, and counting its words. */
#include "name_text.h"

#include <stdlib.h>

#include "memory.h"
#include "name_acronyms.h"
#include "unicode.h"

/* A larger table is not kept for the next article: to clear it would cost more than to make one. */
#define MAX_KEPT_SLOTS 16384

/* A field being split. */
struct scan {
    struct name_text *out;
    struct french *french;
    const struct name_lists *lists;
    struct str text;
    size_t at;
    uint8_t number;   /* of the field */
    uint8_t within;   /* NAME_IN_BRACKETS, NAME_IN_QUOTES */
    bool opens;       /* the next word opens a sentence */
    bool new_text;    /* the next token opens a paragraph */
    size_t token_end; /* of the token before */
};

/* -- Words of the article -------------------------------------------------------------------- */

static void grow_slots(struct name_text *text)
{
    size_t size = text->slot_count ? text->slot_count * 2 : 1024;
    free(text->slots);
    text->slots = memory_allocate(size, sizeof *text->slots);
    text->slot_count = size;
    for (size_t i = 0; i < text->word_count; i++) {
        size_t slot = text->words[i].key & (size - 1);
        while (text->slots[slot])
            slot = (slot + 1) & (size - 1);
        text->slots[slot] = (uint32_t)i + 1;
    }
}

/* The index of the word, or mark, in the article's words. `kinds` come to what the lists say. */
static uint32_t enter_word(struct scan *scan, uint32_t key, struct str folded, uint32_t kinds)
{
    struct name_text *text = scan->out;
    if (text->word_count * 2 >= text->slot_count)
        grow_slots(text);
    size_t slot = key & (text->slot_count - 1);
    for (; text->slots[slot]; slot = (slot + 1) & (text->slot_count - 1))
        if (text->words[text->slots[slot] - 1].key == key)
            return text->slots[slot] - 1;
    text->words = memory_grow(text->words, &text->word_capacity, text->word_count + 1,
                              sizeof *text->words);
    text->words[text->word_count] = (struct name_word){
        .folded = folded, .key = key, .kinds = name_lists_get(scan->lists, key) | kinds};
    text->slots[slot] = (uint32_t)++text->word_count;
    return (uint32_t)text->word_count - 1;
}

/* -- Tokens ---------------------------------------------------------------------------------- */

static void add_token(struct scan *scan, size_t start, size_t end, enum name_shape shape,
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
    struct name_word *counted = &text->words[word];
    counted->lower += shape == NAME_SHAPE_LOWER;
    counted->capital += name_shape_is_capital((uint8_t)shape);
    counted->inside += name_shape_is_capital((uint8_t)shape) && !scan->opens;
    if (shape != NAME_SHAPE_MARK) /* of `L’État` the article has the sentence's capital */
        scan->opens = false;
}

/* Adds the word that starts at scan->at. */
static void read_word(struct scan *scan)
{
    size_t start = scan->at;
    enum name_shape shape = name_shape_read(scan->text, &scan->at);
    const struct french_word *analysed = french_word_of(
        scan->french, str_of(scan->text.data + start, scan->at - start));
    if (analysed)
        add_token(scan, start, scan->at, shape,
                  enter_word(scan, analysed->folded_key, analysed->folded,
                             analysed->stop ? NAME_STOP : 0));
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
    uint32_t word = enter_word(scan, (uint32_t)point,
                               str_of(scan->text.data + scan->at, next - scan->at), 0);
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

/* Moves over white space; an empty line begins a paragraph. */
static void skip_space(struct scan *scan)
{
    size_t next;
    int32_t point = 0;
    unsigned lines = 0;
    while (scan->at < scan->text.length && scan->text.data[scan->at] == ' ')
        scan->at++; /* as most is */
    while (name_shape_kind_at(scan->text, scan->at, &next, &point) == CHARACTER_SPACE) {
        lines += point == '\n';
        scan->at = next;
    }
    if (lines > 1) {
        scan->opens = scan->new_text = true;
        scan->within = 0;
    }
}

static void read_field(struct scan *scan)
{
    scan->opens = scan->new_text = true;
    for (skip_space(scan); scan->at < scan->text.length; skip_space(scan)) {
        size_t next;
        int32_t point = 0;
        enum character_kind kind = name_shape_kind_at(scan->text, scan->at, &next, &point);
        if (kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT)
            read_word(scan);
        else if (kind == CHARACTER_MARK || kind == CHARACTER_IGNORABLE)
            scan->at = next;
        else
            read_mark(scan, next, point);
    }
}

/* Whether the token's capital tells of a name: that of `Le` at the beginning of a sentence does
 * not. */
static bool may_begin_name(const struct name_text *text, const struct name_token *token)
{
    return name_shape_is_capital(token->shape) &&
           !(token->shape == NAME_SHAPE_CAPITAL && token->places & NAME_OPENS_SENTENCE &&
             text->words[token->word].kinds & NAME_STOP);
}

static void mark_near_capitals(struct name_text *text)
{
    size_t done = 0; /* marked up to there */
    for (size_t i = 0; i < text->count; i++) {
        if (!may_begin_name(text, &text->tokens[i]))
            continue;
        size_t at = i > NAME_REACH && i - NAME_REACH > done ? i - NAME_REACH : done;
        for (; at < text->count && at <= i + NAME_REACH; at++)
            text->tokens[at].places |= NAME_NEAR_CAPITAL;
        done = at;
    }
}

void name_text_read(struct name_text *text, struct french *french, const struct name_lists *lists,
                    struct str title, struct str body)
{
    text->fields[0] = title;
    text->fields[1] = body;
    text->count = 0;
    text->word_count = 0;
    if (text->slot_count > MAX_KEPT_SLOTS) {
        free(text->slots);
        text->slots = NULL;
        text->slot_count = 0;
    }
    if (text->slots)
        memset(text->slots, 0, text->slot_count * sizeof *text->slots);
    for (uint8_t i = 0; i < 2; i++) {
        struct scan scan = {
            .out = text, .french = french, .lists = lists, .text = text->fields[i], .number = i};
        read_field(&scan);
    }
    mark_near_capitals(text);
    name_acronyms_mark(text);
}

void name_text_free(struct name_text *text)
{
    free(text->tokens);
    free(text->words);
    free(text->slots);
    *text = (struct name_text){0};
}
