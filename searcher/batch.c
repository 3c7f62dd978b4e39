/* Many queries, a line each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"
#include "session.h"
#include "terminal.h"

/* Runs a line of a batch. A wrong query is an error there, too, and told; but where any word is
 * enough its words are searched all the same, so that a run over pasted texts has no holes. */
static enum status run_line(struct session *session, struct str id, struct str query,
                            const char *place, size_t *hits)
{
    struct error error = {0};
    enum status status = query.data ? session_run(session, query, id, hits, &error)
                                    : error_set(&error, STATUS_INPUT,
                                                "no tab between the id and the query");
    if (status != STATUS_OK)
        terminal_message(place, "%s", error_message(&error));
    if (status == STATUS_INPUT && query.data && session->settings->search.words == SEARCH_ANY) {
        struct buffer words = {0};
        query_words(session->french, query, &words);
        if (session_run(session, buffer_str(&words), id, hits, &error) != STATUS_OK)
            terminal_message(place, "%s", error_message(&error));
        buffer_free(&words);
    }
    error_free(&error);
    return status;
}

/* Runs the lines of the file, and counts the articles and what failed; false where not all of it
 * can be read. */
static bool run_lines(struct session *session, FILE *stream, size_t *hits, bool *failed)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = 0;
    for (size_t number = 1;
         !terminal_output_ended() && (length = getline(&line, &capacity, stream)) >= 0; number++) {
        struct str query = str_trim(str_of(line, (size_t)length));
        size_t found = 0;
        if (query.length == 0)
            continue;
        struct str id = str_cut(&query, '\t');
        struct buffer place = {0};
        buffer_append_format(&place, "%s:%zu", session->settings->batch, number);
        *failed |= run_line(session, id, query, place.data, &found) != STATUS_OK;
        buffer_free(&place);
        *hits += found;
    }
    free(line);
    return length >= 0 || feof(stream);
}

enum status session_run_batch(struct session *session, size_t *hits, bool *failed,
                              struct error *error)
{
    const char *path = session->settings->batch;
    FILE *stream = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    bool read = stream && run_lines(session, stream, hits, failed);
    if (stream && stream != stdin)
        fclose(stream);
    if (!read)
        return error_set(error, STATUS_SYSTEM,
                         "%s: cannot be read; give a file of ID<TAB>QUERY lines", path);
    return STATUS_OK;
}
