/* The features, after what is known to matter for names: words, shapes and endings of the token and
 * its neighbours, lists, the whole article's facts, what a collection tells, and the rules'
 * answers. */
#include "name_features.h"

#include "name_facts.h"

/* How far a feature looks on either side. */
#define REACH 2

/* A token and its neighbours as numbers. */
struct view {
    uint32_t key, kinds, facts;
    uint32_t form; /* shape and what the places and the counts say */
    uint8_t shape, known, rule;
    uint8_t expansion; /* NAME_BEGINS_EXPANSION, NAME_IN_EXPANSION */
    struct name_learnt learnt;
    uint8_t pair; /* learnt of it with the next */
};

struct list {
    uint32_t *hashes;
    size_t count;
    uint64_t template;
};

/* Adds the next template's feature of up to three values; every call takes a template of its own,
 * by its order. */
static inline void add_three(struct list *list, uint64_t first, uint64_t second, uint64_t third)
{
    uint64_t hash = ++list->template * UINT64_C(0xA0761D6478BD642F);
    hash += first * UINT64_C(0x9E3779B97F4A7C15) + second * UINT64_C(0xE7037ED1A0B428DB);
    hash += third * UINT64_C(0x8EBC6AF09C88C6E3);
    hash = (hash ^ hash >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    list->hashes[list->count++] = (uint32_t)(hash >> 32);
}

static inline void add(struct list *list, uint64_t value)
{
    add_three(list, value, 0, 0);
}

static inline void add_two(struct list *list, uint64_t first, uint64_t second)
{
    add_three(list, first, second, 0);
}

static uint32_t form_of(const struct name_token *token, const struct name_word *word)
{
    uint32_t form = token->shape;
    form = form * 2 + ((token->places & NAME_OPENS_SENTENCE) != 0);
    form = form * 2 + ((word->written & NAME_WRITTEN_LOWER) != 0);
    return form * 2 + ((word->written & NAME_WRITTEN_INSIDE) != 0);
}

static struct view view_of(const struct name_text *text, const uint8_t *rules, size_t at)
{
    const struct name_token *token = &text->tokens[at];
    const struct name_word *word = &text->words[token->word];
    return (struct view){
        .key = word->key,
        .kinds = word->kinds,
        .facts = word->facts,
        .form = form_of(token, word),
        .shape = token->shape,
        .known = token->known,
        .rule = rules[at],
        .expansion = token->places & (NAME_BEGINS_EXPANSION | NAME_IN_EXPANSION),
        .learnt = word->learnt,
        .pair = token->pair,
    };
}

/* Fills the views of token `at`, in the middle, and of its neighbours; beyond the paragraph there
 * is nothing. */
static void look(const struct name_text *text, const uint8_t *rules, size_t at, struct view *view)
{
    size_t first = at;
    size_t last = at + 1;
    while (first > 0 && at - first < REACH && !(text->tokens[first].places & NAME_OPENS_TEXT))
        first--;
    while (last < text->count && last - at <= REACH &&
           !(text->tokens[last].places & NAME_OPENS_TEXT))
        last++;
    for (size_t i = 0; i <= (size_t)2 * REACH; i++) {
        size_t place = at + i - REACH; /* wraps where there is nothing before */
        view[i] = place >= first && place < last ? view_of(text, rules, place)
                                                 : (struct view){.key = 1};
    }
}

static uint64_t ending(struct str word, size_t bytes)
{
    uint64_t value = bytes;
    for (size_t i = word.length > bytes ? word.length - bytes : 0; i < word.length; i++)
        value = value << 8 | (unsigned char)word.data[i];
    return value;
}

static uint64_t beginning(struct str word, size_t bytes)
{
    uint64_t value = bytes;
    for (size_t i = 0; i < bytes && i < word.length; i++)
        value = value << 8 | (unsigned char)word.data[i];
    return value;
}

static void add_words(struct list *list, const struct view *view)
{
    const struct view *here = view + REACH;
    for (int i = -REACH; i <= REACH; i++)
        add(list, here[i].key);
    add_two(list, here->key, here->shape);
    add_two(list, here[-1].key, here->key);
    add_two(list, here->key, here[1].key);
    add_two(list, here[-1].key, here[1].key);
    add_two(list, here[-2].key, here[-1].key);
    add_two(list, here[1].key, here[2].key);
    add_two(list, here[-1].key, here->form);
    add_two(list, here[1].key, here->form);
    add_two(list, here[-2].key, here->form);
}

static void add_shapes(struct list *list, const struct view *view)
{
    const struct view *here = view + REACH;
    add(list, here->form);
    add_two(list, here[-1].form, here->form);
    add_two(list, here->form, here[1].form);
    add_three(list, here[-1].form, here->form, here[1].form);
    add_three(list, here[-2].shape, here[-1].shape, here->shape);
    add_three(list, here->shape, here[1].shape, here[2].shape);
}

static void add_letters(struct list *list, struct str word, uint8_t shape)
{
    for (size_t bytes = 2; bytes <= 4; bytes++) {
        add_two(list, ending(word, bytes), shape);
        add_two(list, beginning(word, bytes), shape);
    }
    add_two(list, word.length < 12 ? word.length : 12, shape);
}

static void add_lists(struct list *list, const struct view *view)
{
    const struct view *here = view + REACH;
    for (int i = -REACH; i <= REACH; i++)
        add(list, here[i].kinds);
    add_two(list, here->kinds, here->form);
    add_three(list, here[-1].kinds, here->kinds, here->shape);
    add_three(list, here->kinds, here[1].kinds, here->shape);
    add_three(list, here[-1].kinds, here->kinds, here[1].kinds);
    add_two(list, here[-1].key, here->kinds);
    add_three(list, here[-1].kinds, here[-2].kinds, here->shape);
    add_three(list, here->known, here[-1].known, here[1].known);
    add_two(list, here->known, here->form);
}

static void add_article(struct list *list, const struct name_text *text, size_t at,
                        const struct view *view)
{
    const struct view *here = view + REACH;
    const struct name_token *token = &text->tokens[at];
    size_t before = name_facts_cue_before(text, at);
    size_t after = name_facts_cue_after(text, at);
    const struct name_word *cue_before = before < text->count ? name_text_word(text, before) : NULL;
    const struct name_word *cue_after = after < text->count ? name_text_word(text, after) : NULL;
    uint32_t within = token->places & (NAME_IN_BRACKETS | NAME_IN_QUOTES);
    add_two(list, here->facts, here->shape);
    add_two(list, here->facts & 0x3f, here->kinds);
    add_two(list, here[-1].facts, here->shape);
    add_two(list, here[1].facts, here->shape);
    add_two(list, within, here->shape);
    add_two(list, here->expansion, here->form);
    add_three(list, here[-1].expansion, here->expansion, here[1].expansion);
    add_three(list, within, here[-1].key, here[1].key);
    add_two(list, cue_before ? cue_before->key : 0, here->shape);
    add_two(list, cue_after ? cue_after->key : 0, here->shape);
    add_three(list, cue_before ? cue_before->kinds : 0, cue_after ? cue_after->kinds : 0,
              here->shape);
    uint8_t said_before = cue_before ? cue_before->learnt.before : 0;
    uint8_t said_behind = cue_after ? cue_after->learnt.behind : 0;
    add_two(list, said_before, here->form);
    add_two(list, said_behind, here->form);
    add_three(list, said_before, here->learnt.own, said_behind);
}

static void add_learnt(struct list *list, const struct view *view)
{
    const struct view *here = view + REACH;
    add_two(list, here->learnt.own, here->form);
    add_two(list, here[-1].learnt.own, here->shape);
    add_two(list, here[1].learnt.own, here->shape);
    add_three(list, here[-1].learnt.own, here->learnt.own, here[1].learnt.own);
    add_three(list, here[-1].learnt.own, here->learnt.own, here->shape);
    add_three(list, here->learnt.own, here[1].learnt.own, here->shape);
    add_two(list, here->learnt.own, here[-1].key);
    add_two(list, here->learnt.own, here[-1].learnt.before);
    add_two(list, here->learnt.own, here[1].learnt.behind);
    add_two(list, here->pair, here->form);
    add_two(list, here[-1].pair, here->form);
    add_three(list, here[-1].pair, here->pair, here->learnt.own);
}

/* How far off the noun is that may have begun the name, whether it has a capital, and which it is.
 */
static void add_head(struct list *list, const struct name_text *text, size_t at,
                     const struct view *view)
{
    const struct view *here = view + REACH;
    size_t head = name_facts_head(text, at);
    uint32_t distance = 0;
    uint32_t key = 0;
    uint32_t kinds = 0;
    if (head < text->count) {
        const struct name_word *word = name_text_word(text, head);
        distance = (uint32_t)(at - head) * 2 + name_shape_is_capital(text->tokens[head].shape);
        key = word->key;
        kinds = word->kinds & (NAME_ORGANISATION | NAME_PLACE);
    }
    add_three(list, distance, kinds, here->form);
    add_three(list, key, distance & 1, here->shape);
    add_three(list, distance, kinds, here->kinds);
    add_two(list, key, here->key);
}

static void add_rules(struct list *list, const struct view *view)
{
    const struct view *here = view + REACH;
    add_three(list, here[-1].rule, here->rule, here[1].rule);
    add_two(list, here->rule, here->form);
    add_two(list, here->rule, here->kinds);
}

size_t name_features_of(const struct name_text *text, const uint8_t *rules, size_t at,
                        uint32_t *hashes)
{
    struct list list = {.hashes = hashes};
    struct view view[2 * REACH + 1];
    look(text, rules, at, view);
    add(&list, 0);
    add_words(&list, view);
    add_shapes(&list, view);
    add_letters(&list, name_text_word(text, at)->folded, view[REACH].shape);
    add_lists(&list, view);
    add_article(&list, text, at, view);
    add_head(&list, text, at, view);
    add_rules(&list, view);
    add_learnt(&list, view);
    return list.count;
}
