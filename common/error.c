/* Messages for users, carried upwards to the one place that prints them. */
#include "error.h"

#include "language.h"

enum status error_set(struct error *error, enum status status, const char *format, ...)
{
    struct buffer message = {0}; /* the new message may quote the old one */
    va_list arguments;
    va_start(arguments, format);
    buffer_append_arguments(&message, language_translate(format), arguments);
    va_end(arguments);
    buffer_free(&error->message);
    error->message = message;
    return status;
}

const char *error_message(const struct error *error)
{
    return error->message.data ? error->message.data : "";
}

void error_free(struct error *error)
{
    buffer_free(&error->message);
}
