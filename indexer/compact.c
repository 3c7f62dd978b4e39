/* idx compact: the database as small and as fast as it gets, made beside it and put into its place.
 *
 * The lock is held all the while, so that nothing is written that the new one would lack. */
#include <stddef.h>

#include "commands.h"
#include "database.h"
#include "replacement.h"
#include "writeback.h"

static const struct option options[] = {
    WAIT_OPTION,
    COMMAND_OPTIONS,
};

static enum status compact(const char *path, struct error *error)
{
    struct replacement replacement = {0};
    char *message = NULL;
    replacement_clean(path);
    enum status status = replacement_begin(&replacement, path, error);
    if (status != STATUS_OK)
        return status;
    const char *sources[] = {replacement.database.data};
    enum xapian_status made = writeback_compact(sources, 1, replacement.made.data, &message);
    status = made == XAPIAN_OK ? replacement_swap(&replacement, error)
                               : database_error(error, path, made, message);
    replacement_end(&replacement);
    return status;
}

static enum exit_status run(const struct option_uses *uses, struct error *error)
{
    struct xapian_writable *writable = NULL;
    struct buffer path = {0};
    enum status status = command_open_writable(uses, &path, &writable, error);
    if (status == STATUS_OK)
        status = compact(path.data, error);
    xapian_writable_free(writable);
    buffer_free(&path);
    return status == STATUS_OK ? EXIT_DONE : EXIT_NOTHING;
}

const struct command command_compact = {
    .name = "compact",
    .operands = "",
    .summary = N_("make the database as small and as fast as it gets"),
    .options = options,
    .run = run,
};
