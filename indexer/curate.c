/* Reading a decision off the command line, and telling what came of it. */
#include "curate.h"

#include <stdio.h>
#include <unistd.h>

#include "commands.h"
#include "database.h"
#include "interactive.h"

#define MOST_OPERANDS 3

struct verb {
    const char *name;
    enum decision_kind kind;
    size_t least, most; /* operands behind it */
    const char *usage;
};

static const struct verb verbs[] = {
    {"accept", DECISION_ACCEPT, 1, 2, "accept NAME [person|organisation|place|event]"},
    {"reject", DECISION_REJECT, 1, 1, "reject NAME"},
    {"merge", DECISION_MERGE, 2, 2, "merge OTHER NAME"},
    {"rename", DECISION_RENAME, 2, 2, "rename OLD NEW"},
    {"type", DECISION_TYPE, 2, 2, "type NAME person|organisation|place|event"},
};

/* The first operands; the number of all. */
static size_t read_operands(const struct option_uses *uses, struct str *operands, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < uses->count; i++)
        if (!uses->uses[i].option && count++ < most)
            operands[count - 1] = str_from(uses->uses[i].value);
    return count;
}

static const struct verb *find_verb(struct str name)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (str_equal(name, str_from(verbs[i].name)))
            return &verbs[i];
    return NULL;
}

enum status curate_read_type(struct str name, enum entity_type *type, struct error *error)
{
    if (entity_type_find(name, type) && *type != ENTITY_NONE)
        return STATUS_OK;
    return error_set(error, STATUS_INPUT,
                     "no such type \"%.*s\"; write person, organisation, place or event",
                     STR_FORMAT(name));
}

static enum status read_decision(const struct option_uses *uses, struct decision *decision,
                                 struct error *error)
{
    struct str operands[MOST_OPERANDS] = {0};
    size_t count = read_operands(uses, operands, MOST_OPERANDS);
    const struct verb *verb = find_verb(operands[0]);
    if (!verb)
        return error_set(error, STATUS_INPUT,
                         "unknown decision %.*s; write accept, reject, merge, rename or type",
                         STR_FORMAT(operands[0]));
    if (count - 1 < verb->least || count - 1 > verb->most)
        return error_set(error, STATUS_INPUT, "write: idx entities %s", verb->usage);
    *decision = (struct decision){.kind = verb->kind,
                                  .name = str_trim(operands[1]),
                                  .other = str_trim(operands[2]),
                                  .type = ENTITY_TYPES};
    bool typed = verb->kind == DECISION_TYPE || (verb->kind == DECISION_ACCEPT && count == 3);
    return typed ? curate_read_type(operands[2], &decision->type, error) : STATUS_OK;
}

/* A database that is named must be there; without one, the list alone is written. */
static enum status find_database(const struct option_uses *uses, struct buffer *path,
                                 struct curation *curation, struct error *error)
{
    enum status status = command_wait(uses, &curation->wait, error);
    if (status == STATUS_OK)
        status = database_path(command_option(uses, "db"), path, error);
    if (status == STATUS_OK && !command_has(uses, "db") && access(path->data, F_OK) != 0)
        return STATUS_OK;
    buffer_clear(path);
    if (status == STATUS_OK)
        status = command_place(uses, path, &curation->wait, error);
    curation->database = path->data;
    return status;
}

void curate_tell(struct str told, const struct retag_counts *counts)
{
    printf("%.*s: %u article%s changed\n", STR_FORMAT(told), counts->changed,
           counts->changed == 1 ? "" : "s");
}

static enum status decide(const struct option_uses *uses, const struct curation *curation,
                          const char *path, struct error *error)
{
    struct decision decision;
    struct retag_counts counts;
    struct buffer told = {0};
    enum status status = read_decision(uses, &decision, error);
    if (status == STATUS_OK)
        status = curation_decide(curation, &decision, &told, &counts, error);
    if (status == STATUS_OK && curation->database)
        curate_tell(buffer_str(&told), &counts);
    else if (status == STATUS_OK)
        printf("%s: no database at %s to change\n", told.data, path);
    buffer_free(&told);
    return status;
}

static enum status ask(const struct option_uses *uses, const struct curation *curation,
                       const char *path, struct error *error)
{
    if (command_has_operand(uses))
        return error_set(error, STATUS_INPUT, "--interactive asks: it takes no decision");
    if (!curation->database)
        return error_set(error, STATUS_INPUT, "no database at %s, whose names could be asked about",
                         path);
    return interactive_run(curation, error);
}

enum status curate_run(const struct option_uses *uses, struct error *error)
{
    struct curation curation = {.list = command_option(uses, "entities")};
    struct buffer path = {0};
    enum status status = find_database(uses, &path, &curation, error);
    if (status == STATUS_OK)
        status = command_has(uses, "interactive") ? ask(uses, &curation, path.data, error)
                                                  : decide(uses, &curation, path.data, error);
    buffer_free(&path);
    return status;
}
