/* From a decision to the lines that it changes. */
#include "decision.h"

#include <stdlib.h>

#include "memory.h"
#include "record.h"
#include "subject.h"

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
    for (size_t i = 0; i < sizeof effect->subjects / sizeof *effect->subjects; i++)
        subject_free(&effect->subjects[i]);
}

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

/* Adds the aliases that the decision names, but for surnames that others have, too. */
static void add_further(const struct deciding *deciding, struct str folded_name)
{
    struct str rest = deciding->decision->aliases;
    while (rest.length > 0 && rest.data) {
        struct str alias = str_cut(&rest, '|');
        if (!subject_is_surname_of_other(&deciding->grounds->names, alias, folded_name))
            add_alias(deciding->effect, alias);
    }
}

static void end_line(const struct deciding *deciding)
{
    struct decision_effect *effect = deciding->effect;
    french_fold_name(deciding->grounds->names.french, effect->line.name, &effect->folded);
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

/* There is nothing to change; a name that was discovered only, though, is written into the list. */
static void tell_already(const struct deciding *deciding, const struct subject *subject)
{
    const struct entity *entity = &subject->entity;
    bool listed = subject->kind != SUBJECT_DISCOVERED;
    deciding->effect->already = listed;
    begin_line(deciding->effect, entity);
    if (!listed)
        add_further(deciding, entity->folded_name);
    buffer_append_format(&deciding->effect->told,
                         listed ? "%.*s (%s) stands in the list already" : "accepted %.*s (%s)",
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
    struct subject *subject = &deciding->effect->subjects[0];
    enum status status = subject_find(&deciding->grounds->names, decision->name, subject, error);
    struct entity *entity = &subject->entity;
    bool typed = decision->type != ENTITY_TYPES;
    if (status != STATUS_OK)
        return status;
    if (subject->by_alias)
        return error_set(error, STATUS_INPUT, "\"%.*s\" is an alias of %.*s",
                         STR_FORMAT(decision->name), STR_FORMAT(entity->name));
    if (subject->kind == SUBJECT_ENTITY && typed && entity->type != decision->type)
        return error_set(error, STATUS_INPUT, "%.*s is a %s; idx entities type changes that",
                         STR_FORMAT(entity->name), entity_type_name(entity->type));
    if (subject->kind == SUBJECT_ENTITY) {
        tell_already(deciding, subject);
        return STATUS_OK;
    }
    if (subject->kind == SUBJECT_UNKNOWN && !typed)
        return subject_unknown(&deciding->grounds->names, decision->name, error);
    if (typed)
        entity->type = decision->type;
    else if (subject->kind == SUBJECT_REJECTED)
        entity->type = type_before(deciding, entity->folded_name);
    if (entity->type == ENTITY_NONE)
        return error_set(error, STATUS_INPUT,
                         "say what %.*s is: person, organisation, place, event",
                         STR_FORMAT(entity->name));
    begin_line(deciding->effect, entity);
    add_further(deciding, entity->folded_name);
    buffer_append_format(&deciding->effect->told, "accepted %.*s (%s)", STR_FORMAT(entity->name),
                         entity_type_name(entity->type));
    return STATUS_OK;
}

static enum status reject(const struct deciding *deciding, struct error *error)
{
    const struct decision *decision = deciding->decision;
    struct subject *subject = &deciding->effect->subjects[0];
    enum status status = subject_find(&deciding->grounds->names, decision->name, subject, error);
    if (status != STATUS_OK)
        return status;
    if (subject->kind == SUBJECT_UNKNOWN)
        return subject_unknown(&deciding->grounds->names, decision->name, error);
    if (subject->kind == SUBJECT_REJECTED) {
        tell_already(deciding, subject);
        return STATUS_OK;
    }
    if (subject->kind == SUBJECT_DISCOVERED) /* its surname may be somebody's */
        subject->entity.aliases = STR("");
    begin_line(deciding->effect, &subject->entity);
    deciding->effect->line.type = ENTITY_NONE;
    add_further(deciding, subject->entity.folded_name);
    buffer_append_format(&deciding->effect->told, "rejected %.*s",
                         STR_FORMAT(subject->entity.name));
    return STATUS_OK;
}

/* What was merged already is an alias of the other one and means that. */
static enum status merge(const struct deciding *deciding, struct error *error)
{
    const struct decision *decision = deciding->decision;
    const struct name_source *names = &deciding->grounds->names;
    struct subject *one = &deciding->effect->subjects[0];
    struct subject *other = &deciding->effect->subjects[1];
    enum status status = subject_find(names, decision->name, one, error);
    if (status == STATUS_OK && one->kind == SUBJECT_UNKNOWN)
        status = subject_unknown(&deciding->grounds->names, decision->name, error);
    if (status == STATUS_OK)
        status = subject_find_entity(names, decision->other, other, error);
    if (status != STATUS_OK)
        return status;
    bool same = str_equal(one->entity.folded_name, other->entity.folded_name);
    if (same && !one->by_alias)
        return error_set(error, STATUS_INPUT, "\"%.*s\" and \"%.*s\" are one name",
                         STR_FORMAT(decision->name), STR_FORMAT(decision->other));
    if (same) {
        tell_already(deciding, other);
        return STATUS_OK;
    }
    begin_line(deciding->effect, &other->entity);
    add_aliases(deciding->effect, &one->entity);
    add_further(deciding, one->entity.folded_name);
    remove_line(deciding, &one->entity);
    buffer_append_format(&deciding->effect->told, "merged %.*s into %.*s (%s)",
                         STR_FORMAT(one->entity.name), STR_FORMAT(other->entity.name),
                         entity_type_name(other->entity.type));
    return STATUS_OK;
}

/* The new name must not be another entity's. */
static enum status check_new_name(const struct deciding *deciding, const struct entity *entity,
                                  struct error *error)
{
    struct subject other = {0};
    struct str name = deciding->decision->other;
    enum status status = check_name(name, error);
    if (status == STATUS_OK)
        status = subject_find(&deciding->grounds->names, name, &other, error);
    subject_free(&other);
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
    struct subject *subject = &deciding->effect->subjects[0];
    enum status status = subject_find_entity(&deciding->grounds->names, deciding->decision->name,
                                             subject, error);
    if (status == STATUS_OK)
        status = check_new_name(deciding, &subject->entity, error);
    if (status != STATUS_OK)
        return status;
    if (str_equal(subject->entity.name, deciding->decision->other)) {
        tell_already(deciding, subject);
        return STATUS_OK;
    }
    effect->line = (struct entity){.name = deciding->decision->other, .type = subject->entity.type};
    french_fold_name(deciding->grounds->names.french, effect->line.name, &effect->folded);
    bool same = str_equal(buffer_str(&effect->folded), subject->entity.folded_name);
    buffer_clear(&effect->folded);
    if (same)
        begin_line(effect, &subject->entity);
    else
        add_aliases(effect, &subject->entity);
    effect->line.name = deciding->decision->other;
    if (!same)
        remove_line(deciding, &subject->entity);
    buffer_append_format(&effect->told, "renamed %.*s to %.*s (%s)",
                         STR_FORMAT(subject->entity.name), STR_FORMAT(effect->line.name),
                         entity_type_name(effect->line.type));
    return STATUS_OK;
}

static enum status change_type(const struct deciding *deciding, struct error *error)
{
    struct subject *subject = &deciding->effect->subjects[0];
    enum entity_type type = deciding->decision->type;
    enum status status = subject_find_entity(&deciding->grounds->names, deciding->decision->name,
                                             subject, error);
    if (status != STATUS_OK)
        return status;
    if (subject->entity.type == type) {
        tell_already(deciding, subject);
        return STATUS_OK;
    }
    begin_line(deciding->effect, &subject->entity);
    deciding->effect->line.type = type;
    buffer_append_format(&deciding->effect->told, "changed %.*s from %s to %s",
                         STR_FORMAT(subject->entity.name), entity_type_name(subject->entity.type),
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
