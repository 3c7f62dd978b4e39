/* Asking a gazetteer what it has: its entities, by number, by name and by nearness. */
#include "entities.h"

#include <stdlib.h>

#include "gazetteer.h"
#include "memory.h"
#include "nearest.h"
#include "unicode.h"

const char *entity_type_name(enum entity_type type)
{
    static const char *const names[] = {"person", "organisation", "place", "event", "none"};
    return names[type];
}

enum entity_type entity_type_most(const size_t *articles)
{
    enum entity_type best = 0;
    for (enum entity_type type = 1; type < ENTITY_TYPES; type++)
        if (articles[type] > articles[best])
            best = type;
    return best;
}

bool entity_type_find(struct str name, enum entity_type *type)
{
    for (*type = 0; *type <= ENTITY_NONE; (*type)++)
        if (str_equal(name, str_from(entity_type_name(*type))))
            return true;
    return false;
}

struct gazetteer *gazetteer_new(struct french *french)
{
    struct gazetteer *gazetteer = memory_allocate(1, sizeof *gazetteer);
    gazetteer->french = french;
    return gazetteer;
}

void gazetteer_free(struct gazetteer *gazetteer)
{
    if (!gazetteer)
        return;
    for (size_t i = 0; i < gazetteer->count; i++)
        free(gazetteer->records[i].text);
    free(gazetteer->records);
    alias_index_free(&gazetteer->index);
    free(gazetteer);
}

size_t gazetteer_count(const struct gazetteer *gazetteer)
{
    return gazetteer->count;
}

struct entity gazetteer_entity(const struct gazetteer *gazetteer, size_t index)
{
    const struct record *record = &gazetteer->records[index];
    return (struct entity){
        .name = record->name,
        .folded_name = record->folded_name,
        .aliases = record->aliases,
        .required = record->required,
        .type = record->type,
    };
}

bool gazetteer_find_name(const struct gazetteer *gazetteer, struct str folded_name, size_t *index)
{
    size_t low = 0;
    size_t high = gazetteer->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(gazetteer->records[middle].folded_name, folded_name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *index = low;
    return low < gazetteer->count && str_equal(gazetteer->records[low].folded_name, folded_name);
}

bool gazetteer_has_weak_name(const struct gazetteer *gazetteer, size_t index)
{
    return gazetteer->index.ranges[index].weak_name;
}

bool gazetteer_rejects(const struct gazetteer *gazetteer, struct str folded_name)
{
    size_t index;
    return gazetteer->none_count > 0 && gazetteer_find_name(gazetteer, folded_name, &index) &&
           gazetteer->records[index].type == ENTITY_NONE;
}

/* The aliases of one phrase go from the last entity to the first, those of one entity in a row. */
static const struct alias *next_entity(const struct alias_index *index, uint32_t at)
{
    const struct alias *alias = &index->aliases[at - 1];
    while (alias->next && index->aliases[alias->next - 1].entity == alias->entity)
        alias = &index->aliases[alias->next - 1];
    return alias;
}

static bool is_entity(const struct gazetteer *gazetteer, size_t index)
{
    return gazetteer->records[index].type != ENTITY_NONE;
}

size_t gazetteer_find(const struct gazetteer *gazetteer, struct str name, size_t *indexes,
                      size_t most)
{
    const struct alias_index *index = &gazetteer->index;
    struct french_tokens tokens = {0};
    size_t count = 0;
    french_tokenise(gazetteer->french, name, &tokens);
    uint32_t node = phrases_find(&index->names, &tokens);
    french_tokens_free(&tokens);
    if (node == PHRASE_ROOT)
        return 0;
    for (uint32_t at = index->alias_at[node]; at; at = next_entity(index, at)->next)
        count += is_entity(gazetteer, index->aliases[at - 1].entity);
    size_t left = count;
    for (uint32_t at = index->alias_at[node]; at; at = next_entity(index, at)->next)
        if (is_entity(gazetteer, index->aliases[at - 1].entity) && --left < most)
            indexes[left] = index->aliases[at - 1].entity;
    return count;
}

/* -- The nearest ----------------------------------------------------------------------------- */

/* The nearest entities so far, nearest first. */
struct nearest {
    struct near_name {
        size_t distance;
        struct str name;
    } * names;
    size_t count;
    size_t most;
};

/* The least distance between `name` and an alias of the entity; more than `most` if none is near.
 */
static size_t alias_distance(const struct alias_index *index, size_t entity, struct str name,
                             size_t most, struct buffer *text)
{
    size_t least = most + 1;
    struct str words[PHRASE_MAX_WORDS];
    for (size_t i = index->ranges[entity].first_alias; i < index->ranges[entity + 1].first_alias;
         i++) {
        size_t count = phrases_words(&index->names, index->aliases[i].node, words);
        buffer_clear(text);
        for (size_t w = 0; w < count; w++) {
            buffer_append(text, w > 0 ? STR(" ") : STR(""));
            buffer_append(text, words[w]);
        }
        size_t distance = edit_distance(name, buffer_str(text), most);
        least = distance < least ? distance : least;
    }
    return least;
}

/* Puts the name behind those that are as near. */
static void keep_near(struct nearest *nearest, struct str name, size_t distance)
{
    size_t at = nearest->count;
    while (at > 0 && nearest->names[at - 1].distance > distance)
        at--;
    if (at == nearest->most)
        return;
    nearest->count += nearest->count < nearest->most;
    for (size_t i = nearest->count - 1; i > at; i--)
        nearest->names[i] = nearest->names[i - 1];
    nearest->names[at] = (struct near_name){distance, name};
}

size_t gazetteer_nearest(const struct gazetteer *gazetteer, struct str name, struct str *names,
                         size_t most)
{
    struct nearest nearest = {.most = most};
    struct buffer folded = {0};
    struct buffer text = {0};
    nearest.names = memory_allocate(most, sizeof *nearest.names);
    french_fold_name(gazetteer->french, name, &folded);
    size_t allowed = unicode_count(buffer_str(&folded)) / 3;
    for (size_t i = 0; i < gazetteer->count && allowed > 0; i++) {
        if (!is_entity(gazetteer, i))
            continue;
        size_t distance = alias_distance(&gazetteer->index, i, buffer_str(&folded), allowed, &text);
        if (distance <= allowed)
            keep_near(&nearest, gazetteer->records[i].name, distance);
        if (most > 0 && nearest.count == most) /* only what is nearer than the last still counts */
            allowed = nearest.names[most - 1].distance - (nearest.names[most - 1].distance > 0);
    }
    for (size_t i = 0; i < nearest.count; i++)
        names[i] = nearest.names[i].name;
    buffer_free(&folded);
    buffer_free(&text);
    free(nearest.names);
    return nearest.count;
}
