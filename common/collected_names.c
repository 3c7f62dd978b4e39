/* From records of entities to names, in four steps: each way a name is written gets a row; rows are
 * grouped by what they fold to; those of surnames join the groups of full names; the groups that
 * have rows then are the names, put in order. */
#include "collected_names.h"

#include <stdlib.h>

#include "memory.h"
#include "name_evidence.h"
#include "ordering.h"
#include "stored_name.h"
#include "tally.h"

/* A way to write a name: a person's, another's that was discovered, one of a list. */
enum row_kind { ROW_PERSON = 'P', ROW_OTHER = 'O', ROW_LISTED = 'L' };

struct row {
    uint64_t mentions, percents;
    uint32_t types[ENTITY_TYPES]; /* in how many articles it is of each */
    uint32_t group;
    uint8_t evidence;
};

struct group {
    size_t best_row; /* the way it is written most often; NO_ROW: never in these articles */
    size_t types[ENTITY_TYPES];
    size_t open;
};
#define NO_ROW SIZE_MAX

struct name_collector {
    struct name_source source;
    struct collected_names *names;
    size_t member_count, member_capacity, end_capacity;
    struct tally written; /* its rows are those of `rows`, its kinds theirs */
    struct row *rows;
    size_t row_capacity;
    struct tally keys; /* what rows fold to; its rows are those of `groups` */
    struct group *groups;
    size_t group_count, group_capacity;
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
    tally_free(&collector->written);
    tally_free(&collector->keys);
    free(collector->rows);
    free(collector->groups);
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

static enum row_kind kind_of(const struct entity_record *entity)
{
    if (!entity->discovered)
        return ROW_LISTED;
    return entity->type == ENTITY_PERSON ? ROW_PERSON : ROW_OTHER;
}

void name_collector_add(struct name_collector *collector, const struct entity_record *entity)
{
    struct collected_names *names = collector->names;
    size_t index = tally_add_kind(&collector->written, (char)kind_of(entity), entity->name);
    collector->rows = memory_grow(collector->rows, &collector->row_capacity, index + 1,
                                  sizeof *collector->rows);
    struct row *row = &collector->rows[index];
    if (collector->written.rows[index].count == 1)
        *row = (struct row){0};
    row->types[entity->type]++;
    row->mentions += entity->mentions;
    row->evidence |= entity->evidence;
    row->percents += entity->discovered ? name_evidence_percent(entity->evidence) : 0;
    names->members = memory_grow(names->members, &collector->member_capacity,
                                 collector->member_count + 1, sizeof *names->members);
    names->members[collector->member_count++] = (uint32_t)index;
}

void name_collector_end_article(struct name_collector *collector)
{
    struct collected_names *names = collector->names;
    names->ends = memory_grow(names->ends, &collector->end_capacity, names->article_count + 1,
                              sizeof *names->ends);
    names->ends[names->article_count++] = collector->member_count;
}

static struct str written_name(const struct name_collector *collector, size_t row)
{
    return collector->written.rows[row].name;
}

static bool is_of_kind(const struct name_collector *collector, size_t row, enum row_kind kind)
{
    return collector->written.rows[row].kind == (char)kind;
}

/* -- Groups ---------------------------------------------------------------------------------- */

/* The group of a name: listed ones are as they are written, discovered ones as they fold. */
static uint32_t enter_group(struct name_collector *collector, bool listed, struct str name)
{
    size_t at = tally_add_kind(&collector->keys, (char)(listed ? ROW_LISTED : ROW_OTHER), name);
    if (at < collector->group_count)
        return (uint32_t)at;
    collector->groups = memory_grow(collector->groups, &collector->group_capacity, at + 1,
                                    sizeof *collector->groups);
    collector->groups[at] = (struct group){.best_row = NO_ROW};
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
    return collector->keys.rows[group].kind == (char)ROW_LISTED;
}

static void group_rows(struct name_collector *collector)
{
    struct french *folding = french_new_folding();
    struct buffer folded = {0};
    const struct tally_row *written = collector->written.rows;
    for (size_t i = 0; i < collector->written.count; i++) {
        struct row *row = &collector->rows[i];
        bool listed = is_of_kind(collector, i, ROW_LISTED);
        buffer_clear(&folded);
        if (listed)
            buffer_append(&folded, written_name(collector, i));
        else
            french_fold_name(folding, written_name(collector, i), &folded);
        row->group = enter_group(collector, listed, buffer_str(&folded));
        struct group *group = &collector->groups[row->group];
        if (group->best_row == NO_ROW || written[i].count > written[group->best_row].count)
            group->best_row = i;
    }
    buffer_free(&folded);
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
    size_t rows = collector->written.count;
    struct str *words = memory_allocate(rows, sizeof *words);
    uint32_t *persons = memory_allocate(rows, sizeof *persons);
    uint32_t *order = memory_allocate(rows, sizeof *order);
    *count = 0;
    for (size_t i = 0; i < rows; i++)
        if (is_of_kind(collector, i, ROW_PERSON)) {
            words[*count] = last_word(group_name(collector, collector->rows[i].group));
            persons[(*count)++] = (uint32_t)i;
        }
    ordering_by_text(words, *count, order);
    for (size_t i = 0; i < *count; i++)
        order[i] = persons[order[i]];
    free(words);
    free(persons);
    return order;
}

static enum status join_surname(struct name_collector *collector, struct family_reader *families,
                                struct family *family, struct row *row, struct error *error)
{
    struct str folded = group_name(collector, row->group);
    enum status status = family_read(families, folded, family, error);
    if (status != STATUS_OK)
        return status;
    const struct family_member *full = family_full_name(family, folded);
    if (full)
        row->group = enter_group(collector, false, full->name);
    else
        collector->groups[row->group].open = family_full_names(family, folded);
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
        status = join_surname(collector, &families, &family, &collector->rows[persons[i]], error);
    free(persons);
    family_free(&family);
    family_reader_close(&families);
    return status;
}

/* -- Names ----------------------------------------------------------------------------------- */

/* What the rows say of their names, and the rows as ways to write them. */
static void sum_rows(struct name_collector *collector)
{
    struct collected_names *names = collector->names;
    if (names->with_ways)
        names->ways = memory_allocate(collector->written.count, sizeof *names->ways);
    for (size_t i = 0; i < collector->written.count; i++) {
        const struct row *row = &collector->rows[i];
        struct collected_name *name = &names->names[row->group];
        size_t articles = collector->written.rows[i].count;
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

/* The name as it is shown. */
static enum status show_name(struct name_collector *collector, size_t index, struct buffer *shown,
                             struct error *error)
{
    const struct group *group = &collector->groups[index];
    if (group->best_row == NO_ROW)
        return stored_name_show(&collector->source, group_name(collector, index), shown, error);
    entity_name_show(written_name(collector, group->best_row), !is_listed(collector, index), shown);
    return STATUS_OK;
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
        buffer_clear(&collector->text);
        if (name->records > 0)
            status = show_name(collector, i, &collector->text, error);
        name->name = arena_keep(&names->texts, buffer_str(&collector->text));
        if (name->discovered)
            name->folded = group_name(collector, i);
    }
    arena_join(&names->texts, &collector->written.texts);
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

static int compare_texts(const void *a, const void *b)
{
    const struct name_way *x = a;
    const struct name_way *y = b;
    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    return str_compare(x->name, y->name);
}

static int compare_ways(const void *a, const void *b)
{
    const struct name_way *x = a;
    const struct name_way *y = b;
    if (x->owner == y->owner && x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return compare_texts(a, b);
}

/* Makes one of a name's ways with the same text, which was of several kinds. */
static void join_equal_ways(struct collected_names *names)
{
    size_t kept = 0;
    for (size_t i = 0; i < names->way_count; i++) {
        struct name_way *way = &names->ways[i];
        if (kept > 0 && compare_texts(&names->ways[kept - 1], way) == 0)
            names->ways[kept - 1].articles += way->articles;
        else
            names->ways[kept++] = *way;
    }
    names->way_count = kept;
}

static void order_ways(struct collected_names *names, const uint32_t *to)
{
    for (size_t i = 0; i < names->way_count; i++)
        names->ways[i].owner = to[names->ways[i].owner];
    if (names->way_count > 1)
        qsort(names->ways, names->way_count, sizeof *names->ways, compare_texts);
    join_equal_ways(names);
    if (names->way_count > 1)
        qsort(names->ways, names->way_count, sizeof *names->ways, compare_ways);
    for (size_t i = names->way_count; i-- > 0;) {
        struct collected_name *name = &names->names[names->ways[i].owner];
        name->first_way = i;
        name->way_count++;
    }
}

/* The names that have articles, in order; how many there are is put into `*count`. Owned by the
 * caller: free(). */
static uint32_t *order_names(const struct collected_names *names, size_t *count)
{
    struct str *texts = memory_allocate(names->count, sizeof *texts);
    uint32_t *articles = memory_allocate(names->count, sizeof *articles);
    uint32_t *order = memory_allocate(names->count, sizeof *order);
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
    struct collected_name *ordered = memory_allocate(count, sizeof *ordered);
    uint32_t *to = memory_allocate(names->count, sizeof *to);
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
    order_ways(names, to);
    free(to);
}

enum status name_collector_finish(struct name_collector *collector, struct error *error)
{
    struct collected_names *names = collector->names;
    group_rows(collector);
    enum status status = join_surnames(collector, error);
    if (status == STATUS_OK)
        status = make_names(collector, error);
    if (status != STATUS_OK)
        return status;
    uint32_t *groups = memory_allocate(collector->written.count, sizeof *groups);
    for (size_t i = 0; i < collector->written.count; i++)
        groups[i] = collector->rows[i].group;
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
