/* From a decision to the list on the disk and to the database. */
#include "curation.h"

#include <stdlib.h>

#include "alias_articles.h"
#include "commands.h"
#include "database.h"
#include "entity_file.h"
#include "gazetteer_files.h"
#include "schema.h"
#include "terminal.h"

/* One decision while it is carried out. */
struct work {
    const struct curation *curation;
    struct french *french;
    struct gazetteer *others;         /* the lists but the edited one */
    struct gazetteer *known;          /* what the database has, the others, the edited one */
    struct gazetteer *before, *after; /* the database's */
    struct xapian_writable *writable; /* NULL: no database */
    struct entity_file file;
    struct entity_list *list;   /* the file's */
    struct entity_list *stored; /* the database's, being edited */
    struct buffer stored_text;  /* the database's as it was */
    struct decision_effect effect;
};

static void work_begin(struct work *work)
{
    work->french = french_new();
    work->others = gazetteer_new(work->french);
    work->known = gazetteer_new(work->french);
    work->before = gazetteer_new(work->french);
    work->after = gazetteer_new(work->french);
    work->list = entity_list_new(work->french);
    work->stored = entity_list_new(work->french);
    work->file.lock = -1;
}

static void work_end(struct work *work)
{
    decision_effect_free(&work->effect);
    entity_list_free(work->stored);
    entity_list_free(work->list);
    buffer_free(&work->stored_text);
    entity_file_close(&work->file);
    xapian_writable_free(work->writable);
    gazetteer_free(work->after);
    gazetteer_free(work->before);
    gazetteer_free(work->known);
    gazetteer_free(work->others);
    french_free(work->french);
}

/* -- Reading --------------------------------------------------------------------------------- */

/* The database is opened first: one that cannot be written leaves the list alone. */
static enum status open_database(struct work *work, struct error *error)
{
    const struct curation *curation = work->curation;
    const char *name = _("the database's entities");
    if (!curation->database)
        return STATUS_OK;
    enum status status = database_open_writable(curation->database, curation->wait,
                                                command_tell_waiting, &work->writable, error);
    if (status == STATUS_OK)
        status = database_gazetteer(xapian_writable_database(work->writable), &work->stored_text,
                                    error);
    struct str text = buffer_str(&work->stored_text);
    if (status == STATUS_OK)
        status = entity_list_read(work->stored, text, name, error);
    if (status == STATUS_OK)
        status = gazetteer_add(work->before, text, name, error);
    if (status == STATUS_OK)
        status = gazetteer_add(work->known, text, name, error);
    return status;
}

static void tell_waiting(const char *path)
{
    terminal_message("idx", "waiting for another idx that edits %s", path);
}

static enum status open_list(struct work *work, struct error *error)
{
    struct buffer users = {0};
    const char *path = work->curation->list;
    gazetteer_users_path(&users);
    if (!path && users.length == 0)
        return error_set(error, STATUS_SYSTEM,
                         "no place for your list of entities: $HOME is not set; name one with "
                         "--entities FILE");
    enum status status = entity_file_open(path ? path : users.data, work->curation->wait,
                                          tell_waiting, &work->file, error);
    buffer_free(&users);
    if (status == STATUS_OK)
        status = entity_list_read(work->list, buffer_str(&work->file.text), work->file.path.data,
                                  error);
    return status;
}

static enum status read_lists(struct work *work, struct error *error)
{
    struct buffer text = {0};
    enum status status = gazetteer_load_installed(work->others, error);
    if (status == STATUS_OK && work->curation->list)
        status = gazetteer_load_users(work->others, error);
    gazetteer_write(work->others, &text);
    if (status == STATUS_OK)
        status = gazetteer_add(work->known, buffer_str(&text), _("the gazetteer"), error);
    if (status == STATUS_OK)
        status = gazetteer_add(work->known, buffer_str(&work->file.text), work->file.path.data,
                               error);
    buffer_free(&text);
    return status;
}

/* -- Writing --------------------------------------------------------------------------------- */

static enum status write_list(struct work *work, struct error *error)
{
    struct buffer text = {0};
    enum status status = STATUS_OK;
    if (!work->effect.already)
        status = decision_apply(&work->effect, work->list, error);
    entity_list_write(work->list, &text);
    if (status == STATUS_OK && !str_equal(buffer_str(&text), buffer_str(&work->file.text)))
        status = entity_file_replace(&work->file, buffer_str(&text), error);
    buffer_free(&text);
    return status;
}

/* What the database is to know from now on. */
static enum status make_after(struct work *work, struct error *error)
{
    struct buffer text = {0};
    enum status status = decision_apply(&work->effect, work->stored, error);
    entity_list_write(work->stored, &text);
    if (status == STATUS_OK)
        status = gazetteer_add(work->after, buffer_str(&text), _("the database's entities"), error);
    buffer_free(&text);
    return status;
}

/* An entity as a gazetteer has it, added to the array. */
static size_t add_line(const struct gazetteer *gazetteer, struct str folded_name,
                       struct entity *entities, size_t count)
{
    size_t index;
    if (folded_name.length > 0 && gazetteer_find_name(gazetteer, folded_name, &index))
        entities[count++] = gazetteer_entity(gazetteer, index);
    return count;
}

/* The articles that have words of what changes, as it was and as it becomes. */
static enum status find_articles(struct work *work, struct docid_list *articles,
                                 struct error *error)
{
    const struct gazetteer *const gazetteers[] = {work->before, work->known, work->after};
    const struct str names[] = {work->effect.line.folded_name, work->effect.gone.folded_name};
    struct entity entities[6];
    size_t count = 0;
    for (size_t i = 0; i < sizeof gazetteers / sizeof *gazetteers; i++)
        for (size_t name = 0; name < sizeof names / sizeof *names; name++)
            count = add_line(gazetteers[i], names[name], entities, count);
    return alias_articles_find(xapian_writable_database(work->writable), work->french, entities,
                               count, articles, error);
}

/* Whether names were looked for in the database's articles. */
static enum status has_names(struct work *work, bool *has, struct error *error)
{
    const struct xapian_database *database = xapian_writable_database(work->writable);
    struct xapian_terms *terms = NULL;
    struct buffer prefix = {0};
    struct str term;
    char *message = NULL;
    schema_term(SCHEMA_NAME, STR(""), &prefix);
    enum xapian_status status = xapian_database_terms(database, prefix.data, prefix.length, &terms,
                                                      &message);
    if (status == XAPIAN_OK)
        status = xapian_terms_next(terms, &term.data, &term.length, &message);
    *has = status == XAPIAN_OK;
    xapian_terms_free(terms);
    buffer_free(&prefix);
    return status == XAPIAN_OK || status == XAPIAN_END
               ? STATUS_OK
               : database_error(error, work->curation->database, status, message);
}

static enum status change_database(struct work *work, struct retag_counts *counts,
                                   struct error *error)
{
    struct docid_list articles = {0};
    struct analysers analysers = {.french = work->french, .gazetteer = work->after};
    bool discover = false;
    const struct retag_pass pass = {.analysers = &analysers,
                                    .writable = work->writable,
                                    .path = work->curation->database,
                                    .only = &articles};
    enum status status = make_after(work, error);
    if (status == STATUS_OK)
        status = has_names(work, &discover, error);
    if (discover)
        analysers_load_names(&analysers, &(struct analysers_settings){.discover = true});
    if (status == STATUS_OK)
        status = find_articles(work, &articles, error);
    if (status == STATUS_OK)
        status = retag_pass_run(&pass, counts, error);
    docid_list_free(&articles);
    name_finder_free(analysers.names);
    if (status == STATUS_OK || work->effect.already)
        return status;
    struct buffer reason = {0};
    buffer_append(&reason, str_from(error_message(error)));
    error_set(error, status, "%s; the list has the decision: idx retag brings the database to it",
              reason.data);
    buffer_free(&reason);
    return status;
}

enum status curation_decide(const struct curation *curation, const struct decision *decision,
                            struct buffer *told, struct retag_counts *counts, struct error *error)
{
    struct work work = {.curation = curation};
    work_begin(&work);
    *counts = (struct retag_counts){0};
    enum status status = open_database(&work, error);
    const struct decision_grounds grounds = {
        .names = {work.writable ? xapian_writable_database(work.writable) : NULL, work.french,
                  work.known},
        .others = work.others};
    if (status == STATUS_OK)
        status = open_list(&work, error);
    if (status == STATUS_OK)
        status = read_lists(&work, error);
    if (status == STATUS_OK)
        status = decision_find(&grounds, decision, &work.effect, error);
    if (status == STATUS_OK)
        status = write_list(&work, error);
    if (status == STATUS_OK && work.writable)
        status = change_database(&work, counts, error);
    buffer_append(told, buffer_str(&work.effect.told));
    work_end(&work);
    return status;
}
