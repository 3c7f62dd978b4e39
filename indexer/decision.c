/* From a decision to the lines that it changes. */
#include "decision.h"

#include <stdlib.h>

#include "language.h"
#include "memory.h"
#include "record.h"

#define MOST_NEAREST 3

/* What a name was found to mean. */
struct subject {
    enum { SUBJECT_UNKNOWN, SUBJECT_ENTITY, SUBJECT_REJECTED } kind;
    bool by_alias;
    struct entity entity; /* its name as it was given, when it is unknown */
};

/* A decision while its effect is found. */
struct deciding {
    const struct decision_grounds *grounds;
    const struct decision *decision;
    struct decision_effect *effect;
};

void decision_effect_free(struct decision_effect *effect)
{
    buffer_free(&effect->told);
    buffer_free(&effect->folded);
    buffer_free(&effect->aliases);
    buffer_free(&effect->required);
}

/* -- What a name means ----------------------------------------------------------------------- */

/* Whether the text can stand in a list: tabs, bars and what begins comments and weak aliases mean
 * something else there. */
static enum status check_name(struct str name, struct error *error)
{
    bool bad = record_bad_byte(name) > 0 || memchr(name.data, '\t', name.length) ||
               memchr(name.data, '|', name.length) || str_starts(name, STR("~")) ||
               str_starts(name, STR("#"));
    if (name.length == 0)
        return error_set(error, STATUS_INPUT, "an empty name");
    if (bad)
        return error_set(error, STATUS_INPUT,
                         "a name is UTF-8 in one line, without tabs and |, and does not begin with "
                         "# or ~");
    return STATUS_OK;
}

static enum status ambiguous(const struct gazetteer *known, struct str name, size_t count,
                             struct error *error)
{
    struct buffer text = {0};
    size_t *indexes = memory_allocate(count, sizeof *indexes);
    gazetteer_find(known, name, indexes, count);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&text, "%s%.*s", i > 0 ? ", " : "",
                             STR_FORMAT(gazetteer_entity(known, indexes[i]).name));
    enum status status = error_set(error, STATUS_INPUT, "\"%.*s\" may be each of %s; say which",
                                   STR_FORMAT(name), text.data);
    buffer_free(&text);
    free(indexes);
    return status;
}

static enum status find_subject(const struct decision_grounds *grounds, struct str name,
                                struct subject *subject, struct error *error)
{
    const struct gazetteer *known = grounds->known;
    struct buffer folded = {0};
    size_t index = 0;
    *subject = (struct subject){.entity = {.name = name}};
    french_fold_name(grounds->french, name, &folded);
    bool line = gazetteer_find_name(known, buffer_str(&folded), &index);
    buffer_free(&folded);
    if (line) {
        subject->entity = gazetteer_entity(known, index);
        subject->kind = subject->entity.type == ENTITY_NONE ? SUBJECT_REJECTED : SUBJECT_ENTITY;
    }
    if (subject->kind == SUBJECT_ENTITY)
        return STATUS_OK;
    size_t count = gazetteer_find(known, name, &index, 1);
    if (count > 1)
        return ambiguous(known, name, count, error);
    if (count == 1)
        *subject = (struct subject){SUBJECT_ENTITY, true, gazetteer_entity(known, index)};
    return STATUS_OK;
}

static enum status unknown_name(const struct decision_grounds *grounds, struct str name,
                                struct error *error)
{
    struct str nearest[MOST_NEAREST];
    struct buffer text = {0};
    size_t count = gazetteer_nearest(grounds->known, name, nearest, MOST_NEAREST);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&text, "%s%.*s", i > 0 ? ", " : _("; the nearest there are: "),
                             STR_FORMAT(nearest[i]));
    error_set(error, STATUS_INPUT, "\"%.*s\" is no known name%s", STR_FORMAT(name),
              text.length ? text.data : "");
    buffer_free(&text);
    return STATUS_INPUT;
}

/* The subject must be an entity, or a name that may become one. */
static enum status find_entity(const struct decision_grounds *grounds, struct str name,
                               struct subject *subject, struct error *error)
{
    enum status status = find_subject(grounds, name, subject, error);
    if (status == STATUS_OK && subject->kind == SUBJECT_UNKNOWN)
        return unknown_name(grounds, name, error);
    if (status == STATUS_OK && subject->kind == SUBJECT_REJECTED)
        return error_set(error, STATUS_INPUT, "\"%.*s\" is rejected; accept it first",
                         STR_FORMAT(subject->entity.name));
    return status;
}

/* -- Lines ----------------------------------------------------------------------------------- */

/* Whether the list, parted by |, has the entry. */
static bool has_entry(struct str list, struct str entry)
{
    for (struct str rest = list; list.length > 0 && rest.data;)
        if (str_equal(str_cut(&rest, '|'), entry))
            return true;
    return false;
}

static void add_entry(struct buffer *list, struct str entry)
{
    if (has_entry(buffer_str(list), entry))
        return;
    if (list->length > 0)
        buffer_append_char(list, '|');
    buffer_append(list, entry);
}

/* Adds an alias of another entity, or its name. The line's own name goes without saying, and is not
 * to become weak. */
static void add_alias(struct decision_effect *effect, struct str entry)
{
    struct str alias = str_after(entry, str_starts(entry, STR("~")));
    if (!str_equal(alias, effect->line.name))
        add_entry(&effect->aliases, entry);
}

/* Adds the other entity's name, unless it is weak, and its aliases. */
static void add_aliases(struct decision_effect *effect, const struct entity *entity)
{
    struct buffer weak = {0};
    buffer_append_format(&weak, "~%.*s", STR_FORMAT(entity->name));
    if (!has_entry(entity->aliases, buffer_str(&weak)))
        add_alias(effect, entity->name);
    buffer_free(&weak);
    for (struct str rest = entity->aliases; entity->aliases.length > 0 && rest.data;)
        add_alias(effect, str_cut(&rest, '|'));
    for (struct str rest = entity->required; entity->required.length > 0 && rest.data;)
        add_entry(&effect->required, str_cut(&rest, '|'));
}

/* Begins the entity's new line as what it is now. */
static void begin_line(struct decision_effect *effect, const struct entity *entity)
{
    effect->line = *entity;
    buffer_append(&effect->aliases, entity->aliases);
    buffer_append(&effect->required, entity->required);
}

static void end_line(const struct deciding *deciding)
{
    struct decision_effect *effect = deciding->effect;
    french_fold_name(deciding->grounds->french, effect->line.name, &effect->folded);
    effect->line.folded_name = buffer_str(&effect->folded);
    effect->line.aliases = buffer_str(&effect->aliases);
    effect->line.required = buffer_str(&effect->required);
}

/* The entity's line goes; another list that has it must not bring it back. */
static void remove_line(const struct deciding *deciding, const struct entity *entity)
{
    size_t index;
    const struct gazetteer *others = deciding->grounds->others;
    deciding->effect->gone = *entity;
    deciding->effect->shadow = gazetteer_find_name(others, entity->folded_name, &index) &&
                               gazetteer_entity(others, index).type != ENTITY_NONE;
}

/* -- Decisions ------------------------------------------------------------------------------- */

static void tell_already(const struct deciding *deciding, const struct entity *entity)
{
    deciding->effect->already = true;
    begin_line(deciding->effect, entity);
    buffer_append_format(&deciding->effect->told, "%.*s (%s) stands in the list already",
                         STR_FORMAT(entity->name), entity_type_name(entity->type));
}

/* The type that a rejected entity had, in a list that goes on having it. */
static enum entity_type type_before(const struct deciding *deciding, struct str folded_name)
{
    size_t index;
    const struct gazetteer *others = deciding->grounds->others;
    return gazetteer_find_name(others, folded_name, &index) ? gazetteer_entity(others, index).type
                                                            : ENTITY_NONE;
}

static enum status accept(const struct deciding *deciding, struct error *error)
{
    const struct decision *decision = deciding->decision;
    struct subject subject;
    enum status status = find_subject(deciding->grounds, decision->name, &subject, error);
    struct entity *entity = &subject.entity;
    bool typed = decision->type != ENTITY_TYPES;
    if (status != STATUS_OK)
        return status;
    if (subject.by_alias)
        return error_set(error, STATUS_INPUT, "\"%.*s\" is an alias of %.*s",
                         STR_FORMAT(decision->name), STR_FORMAT(entity->name));
    if (subject.kind == SUBJECT_ENTITY && typed && entity->type != decision->type)
        return error_set(error, STATUS_INPUT, "%.*s is a %s; idx entities type changes that",
                         STR_FORMAT(entity->name), entity_type_name(entity->type));
    if (subject.kind == SUBJECT_ENTITY) {
        tell_already(deciding, entity);
        return STATUS_OK;
    }
    if (subject.kind == SUBJECT_UNKNOWN && !typed)
        return unknown_name(deciding->grounds, decision->name, error);
    entity->type = typed ? decision->type : type_before(deciding, entity->folded_name);
    if (entity->type == ENTITY_NONE)
        return error_set(error, STATUS_INPUT,
                         "say what %.*s is: person, organisation, place, event",
                         STR_FORMAT(entity->name));
    begin_line(deciding->effect, entity);
    buffer_append_format(&deciding->effect->told, "accepted %.*s (%s)", STR_FORMAT(entity->name),
                         entity_type_name(entity->type));
    return STATUS_OK;
}

static enum status reject(const struct deciding *deciding, struct error *error)
{
    const struct decision *decision = deciding->decision;
    struct subject subject;
    enum status status = find_subject(deciding->grounds, decision->name, &subject, error);
    if (status != STATUS_OK)
        return status;
    if (subject.kind == SUBJECT_UNKNOWN)
        return unknown_name(deciding->grounds, decision->name, error);
    if (subject.kind == SUBJECT_REJECTED) {
        tell_already(deciding, &subject.entity);
        return STATUS_OK;
    }
    begin_line(deciding->effect, &subject.entity);
    deciding->effect->line.type = ENTITY_NONE;
    buffer_append_format(&deciding->effect->told, "rejected %.*s", STR_FORMAT(subject.entity.name));
    return STATUS_OK;
}

/* What was merged already is an alias of the other one and means that. */
static enum status merge(const struct deciding *deciding, struct error *error)
{
    const struct decision *decision = deciding->decision;
    struct subject one;
    struct subject other;
    enum status status = find_subject(deciding->grounds, decision->name, &one, error);
    if (status == STATUS_OK && one.kind == SUBJECT_UNKNOWN)
        status = unknown_name(deciding->grounds, decision->name, error);
    if (status == STATUS_OK)
        status = find_entity(deciding->grounds, decision->other, &other, error);
    if (status != STATUS_OK)
        return status;
    bool same = str_equal(one.entity.folded_name, other.entity.folded_name);
    if (same && !one.by_alias)
        return error_set(error, STATUS_INPUT, "\"%.*s\" and \"%.*s\" are one name",
                         STR_FORMAT(decision->name), STR_FORMAT(decision->other));
    if (same) {
        tell_already(deciding, &other.entity);
        return STATUS_OK;
    }
    begin_line(deciding->effect, &other.entity);
    add_aliases(deciding->effect, &one.entity);
    remove_line(deciding, &one.entity);
    buffer_append_format(&deciding->effect->told, "merged %.*s into %.*s (%s)",
                         STR_FORMAT(one.entity.name), STR_FORMAT(other.entity.name),
                         entity_type_name(other.entity.type));
    return STATUS_OK;
}

/* The new name must not be another entity's. */
static enum status check_new_name(const struct deciding *deciding, const struct entity *entity,
                                  struct error *error)
{
    struct subject other;
    struct str name = deciding->decision->other;
    enum status status = check_name(name, error);
    if (status == STATUS_OK)
        status = find_subject(deciding->grounds, name, &other, error);
    if (status != STATUS_OK || other.kind != SUBJECT_ENTITY || other.by_alias ||
        str_equal(other.entity.folded_name, entity->folded_name))
        return status;
    return error_set(error, STATUS_INPUT,
                     "\"%.*s\" is another entity; idx entities merge makes one of two",
                     STR_FORMAT(other.entity.name));
}

/* A new spelling of the same folded name takes the line's place. */
static enum status rename_entity(const struct deciding *deciding, struct error *error)
{
    struct decision_effect *effect = deciding->effect;
    struct subject subject;
    enum status status = find_entity(deciding->grounds, deciding->decision->name, &subject, error);
    if (status == STATUS_OK)
        status = check_new_name(deciding, &subject.entity, error);
    if (status != STATUS_OK)
        return status;
    if (str_equal(subject.entity.name, deciding->decision->other)) {
        tell_already(deciding, &subject.entity);
        return STATUS_OK;
    }
    effect->line = (struct entity){.name = deciding->decision->other, .type = subject.entity.type};
    french_fold_name(deciding->grounds->french, effect->line.name, &effect->folded);
    bool same = str_equal(buffer_str(&effect->folded), subject.entity.folded_name);
    buffer_clear(&effect->folded);
    if (same)
        begin_line(effect, &subject.entity);
    else
        add_aliases(effect, &subject.entity);
    effect->line.name = deciding->decision->other;
    if (!same)
        remove_line(deciding, &subject.entity);
    buffer_append_format(&effect->told, "renamed %.*s to %.*s (%s)",
                         STR_FORMAT(subject.entity.name), STR_FORMAT(effect->line.name),
                         entity_type_name(effect->line.type));
    return STATUS_OK;
}

static enum status change_type(const struct deciding *deciding, struct error *error)
{
    struct subject subject;
    enum entity_type type = deciding->decision->type;
    enum status status = find_entity(deciding->grounds, deciding->decision->name, &subject, error);
    if (status != STATUS_OK)
        return status;
    if (subject.entity.type == type) {
        tell_already(deciding, &subject.entity);
        return STATUS_OK;
    }
    begin_line(deciding->effect, &subject.entity);
    deciding->effect->line.type = type;
    buffer_append_format(&deciding->effect->told, "changed %.*s from %s to %s",
                         STR_FORMAT(subject.entity.name), entity_type_name(subject.entity.type),
                         entity_type_name(type));
    return STATUS_OK;
}

enum status decision_find(const struct decision_grounds *grounds, const struct decision *decision,
                          struct decision_effect *effect, struct error *error)
{
    static enum status (*const find[])(const struct deciding *, struct error *) = {
        [DECISION_ACCEPT] = accept,        [DECISION_REJECT] = reject,    [DECISION_MERGE] = merge,
        [DECISION_RENAME] = rename_entity, [DECISION_TYPE] = change_type,
    };
    const struct deciding deciding = {grounds, decision, effect};
    enum status status = check_name(decision->name, error);
    if (status == STATUS_OK)
        status = find[decision->kind](&deciding, error);
    if (status == STATUS_OK)
        end_line(&deciding);
    return status;
}

enum status decision_apply(const struct decision_effect *effect, struct entity_list *list,
                           struct error *error)
{
    const struct entity none = {.name = effect->gone.name, .type = ENTITY_NONE};
    enum status status = entity_list_set(list, &effect->line, error);
    if (status != STATUS_OK || effect->gone.name.length == 0)
        return status;
    if (effect->shadow)
        return entity_list_set(list, &none, error);
    entity_list_remove(list, effect->gone.folded_name);
    return STATUS_OK;
}
