/* Many queries, a line each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "session.h"
#include "tally.h"
#include "terminal.h"
#include "unicode.h"

/* Also where files were put together. */
static const struct str byte_order_mark = STR_CONSTANT("\xEF\xBB\xBF");

struct batch {
    struct session *session;
    bool is_run;      /* for trec_eval */
    struct tally ids; /* of a run's lines so far */
};

static bool has_space(struct str id)
{
    for (size_t at = 0; at < id.length;) {
        int32_t code_point = unicode_next(id, &at);
        if (code_point < 0x20 || unicode_kind(code_point) == CHARACTER_SPACE)
            return true;
    }
    return false;
}

/* A run's columns are parted by white space, and trec_eval refuses one that has a document twice
 * for a query. */
static enum status check_run_id(struct batch *batch, struct str id, struct error *error)
{
    if (has_space(id))
        return error_set(error, STATUS_INPUT,
                         "id \"%.*s\" has white space, which parts the columns of -f trec; "
                         "leave it out",
                         STR_FORMAT(id));
    size_t row = tally_add(&batch->ids, id);
    if (batch->ids.rows[row].count > 1)
        return error_set(error, STATUS_INPUT,
                         "id \"%.*s\" was given already; -f trec needs another for each query",
                         STR_FORMAT(id));
    return STATUS_OK;
}

/* Why the parts of a line cannot be searched. */
static enum status check_parts(struct batch *batch, struct str id, struct str query,
                               struct error *error)
{
    if (!query.data)
        return error_set(error, STATUS_INPUT, "no tab between the id and the query");
    if (id.length == 0)
        return error_set(error, STATUS_INPUT, "no id before the tab");
    return batch->is_run ? check_run_id(batch, id, error) : STATUS_OK;
}

/* Searches the words of a wrong query. */
static void run_words(struct session *session, struct str id, struct str query, const char *place,
                      size_t *hits)
{
    struct error error = {0};
    struct buffer words = {0};
    query_words(session->french, query, &words);
    if ((words.length > 0 || settings_have_filter(session->settings)) &&
        session_run(session, buffer_str(&words), id, hits, &error) != STATUS_OK)
        terminal_message(place, "%s", error_message(&error));
    buffer_free(&words);
    error_free(&error);
}

/* Runs a line of a batch. A wrong query is an error there, too, and told; but where any word is
 * enough its words are searched all the same, so that a run over pasted texts has no holes. */
static enum status run_line(struct batch *batch, struct str line, const char *place, size_t *hits)
{
    struct session *session = batch->session;
    struct error error = {0};
    struct str query = line;
    struct str id = str_trim(str_cut(&query, '\t'));
    enum status status = check_parts(batch, id, query, &error);
    bool whole = status == STATUS_OK;
    if (whole)
        status = session_run(session, str_trim(query), id, hits, &error);
    if (status != STATUS_OK)
        terminal_message(place, "%s", error_message(&error));
    if (whole && status == STATUS_INPUT && session->settings->search.words == SEARCH_ANY)
        run_words(session, id, str_trim(query), place, hits);
    error_free(&error);
    return status;
}

/* Runs the lines of the file, and counts the articles and what failed; false where not all of it
 * can be read. */
static bool run_lines(struct batch *batch, FILE *stream, size_t *hits, bool *failed)
{
    char *text = NULL;
    size_t capacity = 0;
    ssize_t length = 0;
    for (size_t number = 1;
         !terminal_output_ended() && (length = getline(&text, &capacity, stream)) >= 0; number++) {
        struct str line = str_of(text, (size_t)length);
        struct buffer place = {0};
        size_t found = 0;
        if (str_starts(line, byte_order_mark))
            line = str_after(line, byte_order_mark.length);
        if (str_trim(line).length == 0)
            continue;
        buffer_append_format(&place, "%s:%zu", batch->session->settings->batch, number);
        *failed |= run_line(batch, line, place.data, &found) != STATUS_OK;
        buffer_free(&place);
        *hits += found;
    }
    free(text);
    return length >= 0 || feof(stream);
}

enum status session_run_batch(struct session *session, size_t *hits, bool *failed,
                              struct error *error)
{
    const struct settings *settings = session->settings;
    const char *path = settings->batch;
    struct batch batch = {.session = session,
                          .is_run = settings->printer == &printer_trec && !settings->count};
    FILE *stream = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    bool read = stream && run_lines(&batch, stream, hits, failed);
    if (stream && stream != stdin)
        fclose(stream);
    tally_free(&batch.ids);
    if (!read)
        return error_set(error, STATUS_SYSTEM,
                         "%s: cannot be read; give a file of ID<TAB>QUERY lines", path);
    return STATUS_OK;
}
