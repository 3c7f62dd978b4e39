/* Names become entities in three steps: those where the gazetteer found something fall away, and
 * those that are a name that it has become mentions of that; the others are ordered by what they
 * fold to, and each run of the same is an entity. */
#include "article_entities.h"

#include <stdlib.h>

#include "bits.h"
#include "memory.h"
#include "name_fold.h"
#include "unicode.h"

/* A name that may become a mention of an entity. A long article has a million of them. */
struct candidate_name {
    const struct name *name;
    const struct name *root; /* what it is linked to, or itself */
    uint32_t at, length;     /* of the root's folded form, in the collection's text */
};

struct collection {
    struct article_entities *out;
    struct french *french;
    const struct names_found *names;
    struct str fields[2];
    const struct french_tokens *tokens[2]; /* of the fields; NULL: not known */
    const struct gazetteer *gazetteer;
    uint64_t *listed[2];   /* the bytes of the fields where it found an entity */
    uint64_t *rejected[2]; /* where it found what is none; NULL: nowhere */
    struct mention *own;   /* mentions that it did not find: names that are entities of it */
    size_t own_count, own_capacity;
    struct candidate_name *candidates;
    size_t candidate_count;
};

static void add_mention(struct article_entities *out, struct article_mention mention)
{
    out->mentions = memory_grow(out->mentions, &out->mention_capacity, out->mention_count + 1,
                                sizeof *out->mentions);
    out->mentions[out->mention_count++] = mention;
}

static void add_entity(struct article_entities *out, struct article_entity entity)
{
    out->entities = memory_grow(out->entities, &out->capacity, out->count + 1,
                                sizeof *out->entities);
    out->entities[out->count++] = entity;
}

/* -- The gazetteer's ------------------------------------------------------------------------- */

static void add_own_mention(struct collection *collection, struct mention mention)
{
    collection->own = memory_grow(collection->own, &collection->own_capacity,
                                  collection->own_count + 1, sizeof *collection->own);
    collection->own[collection->own_count++] = mention;
}

/* The gazetteer's mentions and those of its names, in one order. */
static void add_listed(struct collection *collection, const struct mentions *mentions)
{
    struct article_entities *out = collection->out;
    uint32_t before = UINT32_MAX;
    if (collection->own_count > 1)
        qsort(collection->own, collection->own_count, sizeof *collection->own, mention_compare);
    for (size_t i = 0, own = 0; i < mentions->count || own < collection->own_count;) {
        bool is_own = i == mentions->count ||
                      (own < collection->own_count &&
                       mention_compare(&collection->own[own], &mentions->mentions[i]) < 0);
        const struct mention *mention = is_own ? &collection->own[own++] : &mentions->mentions[i++];
        if (mention->entity != before) {
            struct entity entity = gazetteer_entity(collection->gazetteer, mention->entity);
            add_entity(out, (struct article_entity){.name = entity.name,
                                                    .folded = entity.folded_name,
                                                    .type = entity.type,
                                                    .first = out->mention_count});
            before = mention->entity;
        }
        out->entities[out->count - 1].count++;
        add_mention(out, (struct article_mention){mention->field, NAME_LINK_NONE, mention->start,
                                                  mention->end});
    }
}

/* Adds the bytes where the mentions stand, by field. */
static void add_bytes(uint64_t *bytes[2], const struct mention *mentions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t byte = mentions[i].start; byte < mentions[i].end; byte++)
            bits_add(bytes[mentions[i].field], byte);
}

static void find_listed(struct collection *collection, const struct mentions *mentions)
{
    for (size_t field = 0; field < 2; field++) {
        size_t words = BITS_WORDS(collection->fields[field].length);
        collection->listed[field] = memory_allocate(words, sizeof(uint64_t));
        if (mentions->none_count > 0)
            collection->rejected[field] = memory_allocate(words, sizeof(uint64_t));
    }
    add_bytes(collection->listed, mentions->mentions, mentions->count);
    add_bytes(collection->rejected, mentions->mentions + mentions->count, mentions->none_count);
}

/* Whether what the gazetteer rejects goes on from before `at` to behind it. */
static bool is_cut(const uint64_t *rejected, size_t at, size_t bytes)
{
    return at > 0 && at < bytes && bits_have(rejected, at - 1) && bits_have(rejected, at);
}

/* Whether the gazetteer rejects something where the name stands. Not where the name has all of it
 * and more: with "Santé" rejected, "ministère de la Santé" is a name. */
static bool is_rejected(const struct collection *collection, const struct name *name)
{
    const uint64_t *rejected = collection->rejected[name->field];
    const size_t bytes = collection->fields[name->field].length;
    if (!rejected || bits_next(rejected, name->start, name->end) == name->end)
        return false;
    size_t at = name->start;
    while (at < name->end && bits_have(rejected, at))
        at++;
    return at == name->end || is_cut(rejected, name->start, bytes) ||
           is_cut(rejected, name->end, bytes);
}

/* Whether the gazetteer found something where the name stands. */
static bool is_listed(const struct collection *collection, const struct name *name)
{
    return bits_next(collection->listed[name->field], name->start, name->end) < name->end ||
           is_rejected(collection, name);
}

/* -- Those discovered ------------------------------------------------------------------------ */

/* What the name is linked to in the end. A link leads to a longer name, so that there is an end. */
static const struct name *root_of(const struct names_found *names, const struct name *name)
{
    for (size_t steps = 0; name->link != NAME_LINK_NONE && steps < names->count; steps++)
        name = &names->names[name->linked];
    return name;
}

static struct str written(const struct collection *collection, const struct name *name)
{
    return str_of(collection->fields[name->field].data + name->start, name->end - name->start);
}

/* Adds the name as a mention of the gazetteer's entity that is called what it folds to, which the
 * gazetteer does not see beside another name (the Paris of "la maire de Paris Anne Hidalgo"); false
 * when there is none of the name's type, or its name is weak: that asks for more of the article. */
static bool add_to_listed(struct collection *collection, const struct name *name,
                          enum entity_type type, struct str folded)
{
    size_t index;
    if (!gazetteer_find_name(collection->gazetteer, folded, &index))
        return false;
    if (gazetteer_entity(collection->gazetteer, index).type != type ||
        gazetteer_has_weak_name(collection->gazetteer, index))
        return false;
    add_own_mention(collection, (struct mention){.entity = (uint32_t)index,
                                                 .field = name->field,
                                                 .start = name->start,
                                                 .end = name->end});
    return true;
}

static void add_candidate(struct collection *collection, const struct name *name)
{
    const struct name *root = root_of(collection->names, name);
    struct buffer *text = &collection->out->text;
    size_t at = text->length;
    if (is_listed(collection, name) || is_listed(collection, root))
        return;
    name_fold(collection->french, collection->fields[root->field], collection->tokens[root->field],
              root->start, root->end, text);
    struct str folded = str_after(buffer_str(text), at);
    if (folded.length == 0 || folded.length > ARTICLE_ENTITY_MAX_BYTES ||
        gazetteer_rejects(collection->gazetteer, folded) ||
        add_to_listed(collection, name, root->type, folded)) {
        text->length = at;
        return;
    }
    collection->candidates[collection->candidate_count++] = (struct candidate_name){
        name, root, (uint32_t)at, (uint32_t)folded.length};
}

static struct str folded_form(const struct collection *collection,
                              const struct candidate_name *candidate)
{
    return str_of(collection->out->text.data + candidate->at, candidate->length);
}

static int compare_candidates(const void *a, const void *b, void *collection)
{
    const struct candidate_name *x = a;
    const struct candidate_name *y = b;
    int order = str_compare(folded_form(collection, x), folded_form(collection, y));
    if (order != 0)
        return order;
    return x->name < y->name ? -1 : x->name > y->name; /* both are of one array */
}

/* Room for all names, so that adding them does not move what the folded forms point to. */
static void reserve_names(struct collection *collection)
{
    size_t bytes = 0;
    for (size_t i = 0; i < collection->candidate_count; i++)
        bytes += written(collection, collection->candidates[i].root).length;
    buffer_reserve(&collection->out->text, bytes);
}

static void find_candidates(struct collection *collection)
{
    const struct names_found *names = collection->names;
    collection->candidates = memory_allocate(names->count, sizeof *collection->candidates);
    for (size_t i = 0; i < names->count; i++)
        add_candidate(collection, &names->names[i]);
    reserve_names(collection);
    if (collection->candidate_count > 1)
        qsort_r(collection->candidates, collection->candidate_count, sizeof *collection->candidates,
                compare_candidates, collection);
}

static bool has_lower_case(struct str text)
{
    for (size_t at = 0; at < text.length;) {
        int32_t point = unicode_next(text, &at);
        if (unicode_kind(point) == CHARACTER_LETTER && !unicode_is_upper(point))
            return true;
    }
    return false;
}

/* How the entity is called: as it is first written in full with a small letter, else as it is
 * first written. */
static const struct name *best_written(const struct collection *collection, size_t first,
                                       size_t end)
{
    for (size_t i = first; i < end; i++)
        if (has_lower_case(written(collection, collection->candidates[i].root)))
            return collection->candidates[i].root;
    return collection->candidates[first].root;
}

/* Appends the name, white space in it as one space, without what is not to be seen: no more bytes
 * than it has. */
static void append_name(struct buffer *text, struct str name)
{
    bool space = false;
    for (size_t at = 0; at < name.length;) {
        size_t start = at;
        int32_t point = unicode_next(name, &at);
        enum character_kind kind = unicode_kind(point);
        bool is_space = kind == CHARACTER_SPACE || point == '\n' || point == '\r' || point == '\t';
        if (is_space && !space)
            buffer_append_char(text, ' ');
        else if (!is_space && kind != CHARACTER_IGNORABLE)
            buffer_append(text, str_of(name.data + start, at - start));
        space = is_space;
    }
}

static enum entity_type most_frequent_type(const struct candidate_name *candidates, size_t count)
{
    size_t counts[ENTITY_TYPES] = {0};
    enum entity_type best = candidates[0].root->type;
    for (size_t i = 0; i < count; i++)
        counts[candidates[i].root->type]++;
    for (enum entity_type type = 0; type < ENTITY_TYPES; type++)
        if (counts[type] > counts[best])
            best = type;
    return best;
}

/* Adds candidates [first, end), which fold to the same, as an entity. */
static void add_discovered(struct collection *collection, size_t first, size_t end)
{
    struct article_entities *out = collection->out;
    const struct candidate_name *candidates = collection->candidates;
    struct article_entity entity = {
        .folded = folded_form(collection, &candidates[first]),
        .discovered = true,
        .place = (size_t)(candidates[first].name - collection->names->names),
        .first = out->mention_count,
        .count = end - first};
    size_t at = out->text.length;
    append_name(&out->text, written(collection, best_written(collection, first, end)));
    entity.name = str_of(out->text.data + at, out->text.length - at);
    entity.type = most_frequent_type(candidates + first, end - first);
    for (size_t i = first; i < end; i++) {
        const struct name *name = candidates[i].name;
        entity.evidence |= name->evidence;
        add_mention(out, (struct article_mention){name->field, name->link, name->start, name->end});
    }
    add_entity(out, entity);
}

/* Those mentioned most first, then as they come in the article. */
static int compare_entities(const void *a, const void *b)
{
    const struct article_entity *x = a;
    const struct article_entity *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static void add_all_discovered(struct collection *collection)
{
    struct article_entities *out = collection->out;
    size_t listed = out->count;
    for (size_t first = 0, end; first < collection->candidate_count; first = end) {
        for (end = first + 1; end < collection->candidate_count &&
                              str_equal(folded_form(collection, &collection->candidates[first]),
                                        folded_form(collection, &collection->candidates[end]));)
            end++;
        add_discovered(collection, first, end);
    }
    if (out->count > listed + 1)
        qsort(out->entities + listed, out->count - listed, sizeof *out->entities, compare_entities);
    if (out->count - listed > ARTICLE_ENTITIES_DISCOVERED)
        out->count = listed + ARTICLE_ENTITIES_DISCOVERED;
}

void article_entities_collect(struct article_entities *entities, struct french *french,
                              const struct gazetteer *gazetteer, const struct name_article *article,
                              const struct names_found *names)
{
    struct collection collection = {.out = entities,
                                    .french = french,
                                    .gazetteer = gazetteer,
                                    .names = names,
                                    .fields = {article->title, article->text},
                                    .tokens = {article->title_tokens, article->text_tokens}};
    entities->count = 0;
    entities->mention_count = 0;
    buffer_clear(&entities->text);
    if (names) {
        find_listed(&collection, article->mentions);
        find_candidates(&collection);
    }
    add_listed(&collection, article->mentions);
    add_all_discovered(&collection);
    free(collection.own);
    for (size_t field = 0; field < 2; field++) {
        free(collection.listed[field]);
        free(collection.rejected[field]);
    }
    free(collection.candidates);
}

void article_entities_free(struct article_entities *entities)
{
    free(entities->entities);
    free(entities->mentions);
    buffer_free(&entities->text);
    *entities = (struct article_entities){0};
}
