/* From records of entities to names, in five steps: each way a name is written gets a row; rows are
 * grouped by what they fold to; those of surnames join the groups of full names; each group is
 * called as most articles write it; the groups that have rows then are the names, put in order. */
#include "collected_names.h"

#include <stdlib.h>

#include "memory.h"
#include "name_rows.h"
#include "name_ways.h"
#include "name_words.h"
#include "ordering.h"
#include "stored_name.h"
#include "tally.h"

struct group {
    struct str best; /* as most articles write it; data NULL: no row is its name in full */
    uint32_t rows, open;
    size_t types[ENTITY_TYPES];
};
#define BATCH_ROWS 32

/* A row whose name joined a longer one. */
struct joined_row {
    uint32_t row, from; /* from: its group before */
};

struct name_collector {
    struct name_source source;
    struct collected_names *names;
    size_t member_count, member_capacity, end_capacity;
    struct name_rows rows;
    struct tally keys; /* what rows fold to; its rows are those of `groups` */
    struct group *groups;
    size_t group_count, group_capacity;
    struct joined_row *joined;
    size_t joined_count, joined_capacity;
    struct buffer text;
};

struct name_collector *name_collector_new(const struct name_source *source,
                                          struct collected_names *names)
{
    struct name_collector *collector = memory_allocate(1, sizeof *collector);
    *collector = (struct name_collector){.source = *source, .names = names};
    return collector;
}

void name_collector_free(struct name_collector *collector)
{
    if (!collector)
        return;
    name_rows_free(&collector->rows);
    tally_free(&collector->keys);
    free(collector->groups);
    free(collector->joined);
    buffer_free(&collector->text);
    free(collector);
}

void collected_names_free(struct collected_names *names)
{
    free(names->names);
    free(names->ways);
    free(names->members);
    free(names->ends);
    arena_free(&names->texts);
    *names = (struct collected_names){0};
}

/* -- Rows ------------------------------------------------------------------------------------ */

void name_collector_add(struct name_collector *collector, const struct entity_record *entity)
{
    name_rows_add(&collector->rows, entity);
}

void name_collector_end_article(struct name_collector *collector)
{
    struct collected_names *names = collector->names;
    size_t count = collector->member_count + name_rows_waiting(&collector->rows);
    names->members = memory_grow(names->members, &collector->member_capacity, count,
                                 sizeof *names->members);
    name_rows_end_article(&collector->rows, names->members + collector->member_count);
    collector->member_count = count;
    names->ends = memory_grow(names->ends, &collector->end_capacity, names->article_count + 1,
                              sizeof *names->ends);
    names->ends[names->article_count++] = count;
}

static struct str written_name(const struct name_collector *collector, size_t row)
{
    return collector->rows.written.rows[row].name;
}

static bool is_of_kind(const struct name_collector *collector, size_t row, enum name_row_kind kind)
{
    return collector->rows.written.rows[row].kind == (char)kind;
}

/* -- Groups ---------------------------------------------------------------------------------- */

/* What groups are of: listed names are as they are written, discovered ones as they fold. */
static char group_kind(bool listed)
{
    return (char)(listed ? NAME_ROW_LISTED : NAME_ROW_OTHER);
}

static uint32_t enter_group(struct name_collector *collector, bool listed, struct str name,
                            uint32_t hash)
{
    size_t at = tally_add_hashed(&collector->keys, group_kind(listed), name, hash);
    if (at < collector->group_count)
        return (uint32_t)at;
    collector->groups = memory_grow(collector->groups, &collector->group_capacity, at + 1,
                                    sizeof *collector->groups);
    collector->groups[at] = (struct group){0};
    collector->group_count++;
    return (uint32_t)at;
}

/* The group's name as it folds; of a listed one, as it is written. */
static struct str group_name(const struct name_collector *collector, size_t group)
{
    return collector->keys.rows[group].name;
}

static bool is_listed(const struct name_collector *collector, size_t group)
{
    return collector->keys.rows[group].kind == (char)NAME_ROW_LISTED;
}

/* Some rows, so that their places in the table are fetched together. */
struct batch {
    size_t first, count;
    struct buffer folded;
    size_t ends[BATCH_ROWS];
    uint32_t hashes[BATCH_ROWS];
};

static struct str batch_name(const struct batch *batch, size_t i)
{
    size_t start = i > 0 ? batch->ends[i - 1] : 0;
    return str_of(batch->folded.data + start, batch->ends[i] - start);
}

/* Folds the names of the rows from `first` on. */
static void fold_rows(struct name_collector *collector, size_t first, struct french *folding,
                      struct batch *batch)
{
    size_t rest = collector->rows.written.count - first;
    batch->first = first;
    batch->count = rest < BATCH_ROWS ? rest : BATCH_ROWS;
    buffer_clear(&batch->folded);
    for (size_t i = 0; i < batch->count; i++) {
        struct str name = written_name(collector, first + i);
        bool listed = is_of_kind(collector, first + i, NAME_ROW_LISTED);
        if (listed)
            buffer_append(&batch->folded, name);
        else
            french_fold_name(folding, name, &batch->folded);
        batch->ends[i] = batch->folded.length;
        batch->hashes[i] = tally_hash(group_kind(listed), batch_name(batch, i));
        tally_fetch(&collector->keys, batch->hashes[i]);
    }
}

static void group_batch(struct name_collector *collector, const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        size_t row = batch->first + i;
        uint32_t at = enter_group(collector, is_of_kind(collector, row, NAME_ROW_LISTED),
                                  batch_name(batch, i), batch->hashes[i]);
        collector->rows.rows[row].group = at;
        collector->groups[at].rows++;
    }
}

static void group_rows(struct name_collector *collector)
{
    struct french *folding = french_new_folding();
    struct batch batch = {0};
    tally_reserve(&collector->keys, collector->rows.written.count);
    for (size_t first = 0; first < collector->rows.written.count; first += BATCH_ROWS) {
        fold_rows(collector, first, folding, &batch);
        group_batch(collector, &batch);
    }
    buffer_free(&batch.folded);
    french_free(folding);
}

/* -- Surnames -------------------------------------------------------------------------------- */

static struct str last_word(struct str name)
{
    const char *space = name.length > 0 ? memrchr(name.data, ' ', name.length) : NULL;
    return space ? str_after(name, (size_t)(space + 1 - name.data)) : name;
}

/* The rows of persons, by the last words of their names; owned by the caller: free(). */
static uint32_t *list_persons(const struct name_collector *collector, size_t *count)
{
    size_t rows = collector->rows.written.count;
    struct str *words = memory_resize(NULL, rows, sizeof *words);
    uint32_t *persons = memory_resize(NULL, rows, sizeof *persons);
    uint32_t *order = memory_resize(NULL, rows, sizeof *order);
    *count = 0;
    for (size_t i = 0; i < rows; i++)
        if (is_of_kind(collector, i, NAME_ROW_PERSON)) {
            words[*count] = last_word(group_name(collector, collector->rows.rows[i].group));
            persons[(*count)++] = (uint32_t)i;
        }
    ordering_by_text(words, *count, order);
    for (size_t i = 0; i < *count; i++)
        order[i] = persons[order[i]];
    free(words);
    free(persons);
    return order;
}

static void join_group(struct name_collector *collector, uint32_t index,
                       const struct family_member *full)
{
    struct name_row *row = &collector->rows.rows[index];
    collector->joined = memory_grow(collector->joined, &collector->joined_capacity,
                                    collector->joined_count + 1, sizeof *collector->joined);
    collector->joined[collector->joined_count++] = (struct joined_row){index, row->group};
    collector->groups[row->group].rows--;
    row->group = enter_group(collector, false, full->name,
                             tally_hash(group_kind(false), full->name));
    collector->groups[row->group].rows++;
}

static enum status join_surname(struct name_collector *collector, struct family_reader *families,
                                struct family *family, uint32_t index, struct error *error)
{
    const struct name_row *row = &collector->rows.rows[index];
    struct str folded = group_name(collector, row->group);
    enum status status = family_read(families, folded, family, error);
    if (status != STATUS_OK)
        return status;
    const struct family_member *full = family_full_name(family, folded);
    if (full)
        join_group(collector, index, full);
    else
        collector->groups[row->group].open = (uint32_t)family_full_names(family, folded);
    return STATUS_OK;
}

static enum status join_surnames(struct name_collector *collector, struct error *error)
{
    struct family_reader families = {.source = collector->source};
    struct family family = {0};
    size_t count;
    uint32_t *persons = list_persons(collector, &count);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = join_surname(collector, &families, &family, persons[i], error);
    free(persons);
    family_free(&family);
    family_reader_close(&families);
    return status;
}

/* -- How they are written --------------------------------------------------------------------- */

/* Whether the folded name is but the last word of one, as `de gaulle` is: it stands for the full
 * name and is no other way to write it. */
static bool is_last_word(struct str folded)
{
    struct str rest = str_before(folded, folded.length - last_word(folded).length);
    while (rest.length > 0)
        if (!name_words_have_particle(str_cut(&rest, ' ')))
            return false;
    return true;
}

/* For each row whether its group may be called as it is written: not by a surname alone, nor where
 * others of the group it came from stayed there: two names would be called the same. Owned by the
 * caller: free(). */
static bool *list_callable(const struct name_collector *collector)
{
    size_t rows = collector->rows.written.count;
    bool *callable = memory_resize(NULL, rows, sizeof *callable);
    memset(callable, true, rows);
    for (size_t i = 0; i < collector->joined_count; i++) {
        const struct joined_row *joined = &collector->joined[i];
        callable[joined->row] = collector->groups[joined->from].rows == 0 &&
                                !is_last_word(group_name(collector, joined->from));
    }
    return callable;
}

/* Calls each group as most articles write it, of several the first in the alphabet. Most have but
 * one row. */
static void call_groups(struct name_collector *collector)
{
    const struct tally *written = &collector->rows.written;
    struct name_way *ways = memory_resize(NULL, written->count, sizeof *ways);
    size_t count = 0;
    bool *callable = list_callable(collector);
    for (size_t i = 0; i < written->count; i++) {
        uint32_t at = collector->rows.rows[i].group;
        struct str name = written->rows[i].name;
        if (callable[i] && collector->groups[at].rows == 1)
            collector->groups[at].best = name;
        else if (callable[i])
            ways[count++] = (struct name_way){name, written->rows[i].count, at};
    }
    count = name_ways_join(ways, count);
    for (size_t i = 0, most = 0; i < count; i++) {
        struct group *group = &collector->groups[ways[i].owner];
        if (group->best.data && ways[i].articles <= most)
            continue;
        group->best = ways[i].name;
        most = ways[i].articles;
    }
    free(ways);
    free(callable);
}

/* -- Names ----------------------------------------------------------------------------------- */

/* What the rows say of their names, and the rows as ways to write them. */
static void sum_rows(struct name_collector *collector)
{
    struct collected_names *names = collector->names;
    if (names->with_ways)
        names->ways = memory_allocate(collector->rows.written.count, sizeof *names->ways);
    for (size_t i = 0; i < collector->rows.written.count; i++) {
        const struct name_row *row = &collector->rows.rows[i];
        struct collected_name *name = &names->names[row->group];
        size_t articles = collector->rows.written.rows[i].count;
        for (size_t type = 0; type < ENTITY_TYPES; type++)
            collector->groups[row->group].types[type] += row->types[type];
        name->mentions += row->mentions;
        name->evidence |= row->evidence;
        name->percents += row->percents;
        name->records += articles;
        if (names->with_ways)
            names->ways[names->way_count++] = (struct name_way){written_name(collector, i),
                                                                articles, row->group};
    }
}

/* Makes the name as it is shown. */
static enum status show_name(struct name_collector *collector, size_t index, struct str *shown,
                             struct error *error)
{
    const struct group *group = &collector->groups[index];
    struct arena *texts = &collector->names->texts;
    buffer_clear(&collector->text);
    if (group->best.data && is_listed(collector, index)) {
        *shown = group->best;
        return STATUS_OK;
    }
    enum status status = STATUS_OK;
    if (group->best.data)
        entity_name_show(group->best, true, &collector->text);
    else
        status = stored_name_show(&collector->source, group_name(collector, index),
                                  &collector->text, error);
    *shown = arena_keep(texts, buffer_str(&collector->text));
    return status;
}

static enum status make_names(struct name_collector *collector, struct error *error)
{
    struct collected_names *names = collector->names;
    enum status status = STATUS_OK;
    names->count = collector->group_count;
    names->names = memory_allocate(names->count, sizeof *names->names);
    sum_rows(collector);
    for (size_t i = 0; i < names->count && status == STATUS_OK; i++) {
        struct collected_name *name = &names->names[i];
        name->type = entity_type_most(collector->groups[i].types);
        name->open = collector->groups[i].open;
        name->discovered = !is_listed(collector, i);
        if (name->records > 0)
            status = show_name(collector, i, &name->name, error);
        if (name->discovered)
            name->folded = group_name(collector, i);
    }
    arena_join(&names->texts, &collector->rows.written.texts);
    arena_join(&names->texts, &collector->keys.texts);
    return status;
}

/* -- In order -------------------------------------------------------------------------------- */

/* Gives the members new numbers, each number once an article, and counts the names' articles. */
static void join_members(struct collected_names *names, const uint32_t *to)
{
    struct seen {
        uint32_t last, articles; /* the last article, from 1 */
    } *seen = memory_allocate(names->count, sizeof *seen);
    size_t kept = 0;
    size_t at = 0;
    for (size_t article = 0; article < names->article_count; article++) {
        for (; at < names->ends[article]; at++) {
            uint32_t index = to[names->members[at]];
            if (seen[index].last == article + 1)
                continue;
            seen[index].last = (uint32_t)article + 1;
            seen[index].articles++;
            names->members[kept++] = index;
        }
        names->ends[article] = kept;
    }
    for (size_t i = 0; i < names->count; i++)
        names->names[i].articles = seen[i].articles;
    free(seen);
}

static void renumber_members(struct collected_names *names, const uint32_t *to)
{
    size_t count = names->article_count > 0 ? names->ends[names->article_count - 1] : 0;
    for (size_t i = 0; i < count; i++)
        names->members[i] = to[names->members[i]];
}

/* The names that have articles, in order; how many there are is put into `*count`. Owned by the
 * caller: free(). */
static uint32_t *order_names(const struct collected_names *names, size_t *count)
{
    struct str *texts = memory_resize(NULL, names->count, sizeof *texts);
    uint32_t *articles = memory_resize(NULL, names->count, sizeof *articles);
    uint32_t *order = memory_resize(NULL, names->count, sizeof *order);
    for (size_t i = 0; i < names->count; i++) {
        articles[i] = (uint32_t)names->names[i].articles;
        texts[i] = names->names[i].name;
    }
    ordering_by_text(texts, names->count, order);
    ordering_by_greatest(articles, names->count, order);
    for (*count = names->count; *count > 0 && articles[order[*count - 1]] == 0; --*count)
        ;
    free(texts);
    free(articles);
    return order;
}

/* Takes the names without articles out and puts the others in order. */
static void put_in_order(struct collected_names *names)
{
    size_t count;
    uint32_t *order = order_names(names, &count);
    struct collected_name *ordered = memory_resize(NULL, count, sizeof *ordered);
    uint32_t *to = memory_resize(NULL, names->count, sizeof *to);
    for (size_t i = 0; i < count; i++) {
        ordered[i] = names->names[order[i]];
        ordered[i].way_count = 0;
        to[order[i]] = (uint32_t)i;
    }
    free(order);
    free(names->names);
    names->names = ordered;
    names->count = count;
    renumber_members(names, to);
    name_ways_order(names, to);
    free(to);
}

enum status name_collector_finish(struct name_collector *collector, struct error *error)
{
    struct collected_names *names = collector->names;
    group_rows(collector);
    enum status status = join_surnames(collector, error);
    call_groups(collector);
    if (status == STATUS_OK)
        status = make_names(collector, error);
    if (status != STATUS_OK)
        return status;
    uint32_t *groups = memory_resize(NULL, collector->rows.written.count, sizeof *groups);
    for (size_t i = 0; i < collector->rows.written.count; i++)
        groups[i] = collector->rows.rows[i].group;
    join_members(names, groups);
    free(groups);
    put_in_order(names);
    return STATUS_OK;
}

void collected_names_join(struct collected_names *names, const uint32_t *into)
{
    for (size_t i = 0; i < names->count; i++) {
        const struct collected_name *part = &names->names[i];
        struct collected_name *whole = &names->names[into[i]];
        if (part == whole)
            continue;
        whole->evidence |= part->evidence;
        whole->mentions += part->mentions;
        whole->records += part->records;
        whole->percents += part->percents;
    }
    for (size_t i = 0; i < names->way_count; i++)
        names->ways[i].owner = into[names->ways[i].owner];
    join_members(names, into);
    put_in_order(names);
}
