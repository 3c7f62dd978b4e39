/* idx export: every article, such that idx ingest of it gives the same database.
 *
 * All packed articles are read first, so that they are of one state of the database, however long
 * it takes to write them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <jansson.h>

#include "commands.h"
#include "database.h"
#include "digest_writer.h"
#include "language.h"
#include "schema.h"
#include "spool.h"
#include "terminal.h"

static const struct option options[] = {
    {0, "format", "jsonl|digest", N_("how they are written [jsonl]")},
    COMMAND_OPTIONS,
};

enum export_format { EXPORT_JSONL, EXPORT_DIGEST };

struct export
{
    struct xapian_database *database;
    struct article_packer *packer;
    struct article article;
    struct buffer text; /* the article as it is written */
    enum export_format format;
    FILE *spool;   /* the packed articles, each behind its kept_article */
    bool terminal; /* standard output is one */
    size_t left_out;
};

struct kept_article {
    xapian_docid docid;
    uint32_t bytes;
};

static void write_json(const struct article *article, bool terminal)
{
    json_t *object = json_object();
    for (size_t i = 0; i < ARTICLE_FIELDS; i++) {
        struct str value = article_get(article, (enum article_field)i);
        if (value.length > 0 || i == ARTICLE_TITLE) /* ingest asks for one, though it be empty */
            json_object_set_new(object, article_field_name((enum article_field)i),
                                json_stringn(value.data, value.length));
    }
    json_dumpf(object, stdout, JSON_COMPACT | (terminal ? JSON_ENSURE_ASCII : 0));
    putchar('\n');
    json_decref(object);
}

static void write_text(const struct buffer *text, bool terminal)
{
    struct buffer escaped = {0};
    if (terminal)
        terminal_escape(buffer_str(text), true, &escaped);
    const struct buffer *shown = terminal ? &escaped : text;
    fwrite(buffer_str(shown).data, 1, shown->length, stdout);
    buffer_free(&escaped);
}

/* An article that cannot be written is told: the others still are. */
static void write_article(struct export *export, struct str packed, xapian_docid docid)
{
    struct error error = {0};
    const char *reason = NULL;
    if (article_unpack(export->packer, packed, &export->article, &error) != STATUS_OK) {
        terminal_message("idx", "document %u is left out: %s", docid, error_message(&error));
        export->left_out++;
    } else if (export->format == EXPORT_JSONL) {
        write_json(&export->article, export->terminal);
    } else {
        buffer_clear(&export->text);
        reason = digest_write(&export->article, &export->text);
        if (reason) {
            terminal_message("idx", "%.*s is left out, %s; take --format jsonl",
                             STR_FORMAT(article_get(&export->article, ARTICLE_ID)), _(reason));
            export->left_out++;
        } else {
            write_text(&export->text, export->terminal);
        }
    }
    error_free(&error);
}

/* -- One state of the database ---------------------------------------------------------------- */

static bool keep_article(FILE *spool, struct kept_article article, const char *packed)
{
    return fwrite(&article, sizeof article, 1, spool) == 1 &&
           fwrite(packed, 1, article.bytes, spool) == article.bytes;
}

static enum xapian_status keep_articles(const struct export *export, bool *kept, char **message)
{
    struct xapian_values *values = NULL;
    const char *packed;
    size_t length;
    xapian_docid docid;
    *kept = fseek(export->spool, 0, SEEK_SET) == 0 && ftruncate(fileno(export->spool), 0) == 0;
    enum xapian_status status = xapian_database_values(export->database, SCHEMA_SLOT_ARTICLE,
                                                       &values, message);
    while (status == XAPIAN_OK && *kept) {
        status = xapian_values_next(values, &docid, &packed, &length, message);
        if (status == XAPIAN_OK)
            *kept = keep_article(export->spool, (struct kept_article){docid, (uint32_t)length},
                                 packed);
    }
    *kept = *kept && fflush(export->spool) == 0;
    xapian_values_free(values);
    return status;
}

/* A writer that commits twice meanwhile takes the state that is read away: then it begins anew. Who
 * reads what is written may take his time, or be an idx ingest of this database. */
static enum status keep_state(const struct export *export, struct error *error)
{
    char *message = NULL;
    bool kept;
    enum xapian_status status = keep_articles(export, &kept, &message);
    while (status == XAPIAN_MODIFIED) {
        free(message);
        message = NULL;
        status = xapian_database_reopen(export->database, NULL, &message);
        if (status == XAPIAN_OK)
            status = keep_articles(export, &kept, &message);
    }
    if (status != XAPIAN_OK && status != XAPIAN_END)
        return database_error(error, NULL, status, message);
    return kept ? STATUS_OK : spool_write_error(error);
}

static enum status write_kept(struct export *export, struct error *error)
{
    struct kept_article article;
    struct buffer packed = {0};
    rewind(export->spool);
    while (!terminal_output_ended() && fread(&article, sizeof article, 1, export->spool) == 1) {
        buffer_clear(&packed);
        buffer_reserve(&packed, article.bytes);
        packed.length = fread(packed.data, 1, article.bytes, export->spool);
        write_article(export, buffer_str(&packed), article.docid);
    }
    buffer_free(&packed);
    return ferror(export->spool) ? spool_read_error(error) : STATUS_OK;
}

static enum status write_all(struct export *export, struct error *error)
{
    enum status status = spool_open(&export->spool, error);
    if (status == STATUS_OK)
        status = keep_state(export, error);
    if (status == STATUS_OK)
        status = write_kept(export, error);
    if (export->spool)
        fclose(export->spool);
    return status;
}

static enum status read_format(const struct option_uses *uses, enum export_format *format,
                               struct error *error)
{
    static const char *const formats[] = {"jsonl", "digest", NULL};
    size_t choice = 0;
    enum status status = command_choice(uses, "format", formats, &choice, error);
    *format = (enum export_format)choice;
    return status;
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct export export = {.terminal = terminal_is(stdout), .packer = article_packer_new()};
    enum status status = read_format(uses, &export.format, error);
    if (status == STATUS_OK)
        status = command_open(uses, &export.database, error);
    if (status == STATUS_OK)
        status = write_all(&export, error);
    article_packer_free(export.packer);
    article_free(&export.article);
    buffer_free(&export.text);
    xapian_database_free(export.database);
    return status != STATUS_OK ? EXIT_NOTHING : export.left_out > 0 ? EXIT_REJECTED : EXIT_DONE;
}

const struct command command_export = {
    .name = "export",
    .operands = "",
    .summary = N_("write every article, for idx ingest to read"),
    .options = options,
    .run = run,
};
