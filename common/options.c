/* Reads command lines by a table of options, and shows the table. What the options mean is left to
 * the programs. */
#include "options.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "language.h"
#include "memory.h"
#include "nearest.h"
#include "terminal.h"
#include "wrapped.h"

/* The candidate nearest to what was typed. */
struct nearest {
    struct str typed;
    size_t allowed;
    const char *name; /* NULL: none is near */
    size_t distance;
};

static struct nearest nearest_to(struct str typed)
{
    size_t allowed = edit_distance_allowed(typed);
    return (struct nearest){.typed = typed, .allowed = allowed, .distance = allowed + 1};
}

/* A beginning of two letters or more is as near as the farthest that still counts. */
static void consider(struct nearest *nearest, const char *name)
{
    struct str candidate = str_from(name);
    size_t distance = edit_distance(nearest->typed, candidate, nearest->allowed);
    if (distance > nearest->allowed && nearest->typed.length > 1 &&
        str_starts(candidate, nearest->typed))
        distance = nearest->allowed;
    if (distance < nearest->distance) {
        nearest->name = name;
        nearest->distance = distance;
    }
}

const char *options_nearest(struct str typed, const char *const *names)
{
    struct nearest nearest = nearest_to(typed);
    for (; *names; names++)
        consider(&nearest, *names);
    return nearest.name;
}

/* Where the reading of a command line stands. */
struct reading {
    const struct option *table;
    int next; /* index in argv of the argument to read next */
    int argc;
    char *const *argv;
    struct option_uses *uses;
    struct error *error;
};

static void add_use(struct reading *reading, const struct option *option, const char *value)
{
    struct option_uses *uses = reading->uses;
    uses->uses = memory_grow(uses->uses, &uses->capacity, uses->count + 1, sizeof *uses->uses);
    uses->uses[uses->count++] = (struct option_use){option, value};
}

static const struct option *find_long(const struct option *table, struct str name)
{
    for (; table->name; table++)
        if (str_equal(name, str_from(table->name)))
            return table;
    return NULL;
}

static const struct option *find_short(const struct option *table, char letter)
{
    for (; table->name; table++)
        if (letter && table->short_name == letter)
            return table;
    return NULL;
}

/* `shown` is the option as it was typed, `name` what its long name would be. */
static enum status unknown_option(const struct reading *reading, struct str shown, struct str name)
{
    struct nearest nearest = nearest_to(name);
    for (const struct option *option = reading->table; option->name; option++)
        consider(&nearest, option->name);
    if (nearest.name)
        return error_set(reading->error, STATUS_INPUT, "unknown option %.*s; did you mean --%s?",
                         STR_FORMAT(shown), nearest.name);
    return error_set(reading->error, STATUS_INPUT, "unknown option %.*s; --help lists the options",
                     STR_FORMAT(shown));
}

/* That an option needs a value, with the article that the value's name has in English. */
static const char *need_of(const char *value)
{
    if (strcmp(value, OPTION_NUMBER) == 0)
        return N_("%.*s needs a number");
    if (strchr(value, '|'))
        return N_("%.*s needs one of %s");
    if (str_ends(str_from(value), STR("S")))
        return N_("%.*s needs %s"); /* SECONDS */
    return strchr("AEIO", value[0]) ? N_("%.*s needs an %s") : N_("%.*s needs a %s");
}

static enum status missing_value(const struct reading *reading, struct str shown, const char *value)
{
    return error_set(reading->error, STATUS_INPUT, need_of(value), STR_FORMAT(shown),
                     language_translate(value));
}

static bool may_leave_out_value(const struct option *option)
{
    return option->value[0] == '[';
}

/* Whether `word` is one of the words of "month|year" or "[month|year]". */
static bool is_listed(const char *words, const char *word)
{
    size_t brackets = words[0] == '[';
    struct str rest = str_of(words + brackets, strlen(words) - 2 * brackets);
    while (rest.data)
        if (str_equal(str_cut(&rest, '|'), str_from(word)))
            return true;
    return false;
}

/* Adds the option with its value: `joined` to it when not NULL, else the next argument. */
static enum status add_option(struct reading *reading, const struct option *option,
                              struct str shown, const char *joined)
{
    if (!option->value) {
        if (joined)
            return error_set(reading->error, STATUS_INPUT, "%.*s takes no value",
                             STR_FORMAT(shown));
        add_use(reading, option, NULL);
        return STATUS_OK;
    }
    bool optional = may_leave_out_value(option);
    const char *value = joined;
    if (!value && reading->next < reading->argc) {
        const char *following = reading->argv[reading->next];
        if (!optional || is_listed(option->value, following)) {
            value = following;
            reading->next++;
        }
    }
    if (!value && !optional)
        return missing_value(reading, shown, option->value);
    add_use(reading, option, value);
    return STATUS_OK;
}

/* `--name`, `--name=VALUE` */
static enum status read_long(struct reading *reading, const char *argument)
{
    const char *equals = strchr(argument, '=');
    struct str shown = equals ? str_of(argument, (size_t)(equals - argument)) : str_from(argument);
    struct str name = str_after(shown, 2);
    const struct option *option = find_long(reading->table, name);
    if (!option)
        return unknown_option(reading, name.length ? shown : str_from(argument), name);
    return add_option(reading, option, shown, equals ? equals + 1 : NULL);
}

static enum status unknown_letter(const struct reading *reading, const char *argument,
                                  const char *letter)
{
    struct buffer shown = {0};
    struct str character = str_of(letter, 1);
    while (((unsigned char)letter[character.length] & 0xC0) == 0x80)
        character.length++;
    buffer_append_format(&shown, "-%.*s", STR_FORMAT(character));
    if (strlen(argument) > character.length + 1)
        buffer_append_format(&shown, _(" in %s"), argument);
    enum status status = unknown_option(reading, buffer_str(&shown), str_from(argument + 1));
    buffer_free(&shown);
    return status;
}

/* `-c`, `-cq`, `-n`, `-n5`, `-cn5` */
static enum status read_letters(struct reading *reading, const char *argument)
{
    enum status status = STATUS_OK;
    const char *letter = argument + 1;
    while (status == STATUS_OK && *letter) {
        const struct option *option = find_short(reading->table, *letter);
        if (!option)
            return unknown_letter(reading, argument, letter);
        char shown[] = {'-', *letter++, '\0'};
        const char *joined = option->value && *letter ? letter : NULL;
        if (joined)
            letter += strlen(letter);
        status = add_option(reading, option, str_from(shown), joined);
    }
    return status;
}

/* Whether an argument with a single dash is an option by OPTION_DASH_WORDS. */
static bool is_option_among_words(const struct option *table, const char *argument)
{
    const struct option *option = find_short(table, argument[1]);
    const char *joined = argument + 2;
    if (!option || !*joined)
        return option != NULL;
    if (!option->value)
        return false;
    return strcmp(option->value, OPTION_NUMBER) == 0 ? joined[strspn(joined, "0123456789")] == '\0'
                                                     : is_listed(option->value, joined);
}

static bool is_operand(const struct option *table, enum option_dash dash, const char *argument)
{
    if (argument[0] != '-' || argument[1] == '\0')
        return true;
    return argument[1] != '-' && dash == OPTION_DASH_WORDS &&
           !is_option_among_words(table, argument);
}

enum status options_read(const struct option *table, enum option_dash dash, int first, int argc,
                         char *const *argv, struct option_uses *uses, struct error *error)
{
    struct reading reading = {table, first, argc, argv, uses, error};
    enum status status = STATUS_OK;
    bool ended = false; /* by `--` */
    while (status == STATUS_OK && reading.next < argc) {
        const char *argument = argv[reading.next++];
        if (ended || is_operand(table, dash, argument))
            add_use(&reading, NULL, argument);
        else if (strcmp(argument, "--") == 0)
            ended = true;
        else if (argument[1] == '-')
            status = read_long(&reading, argument);
        else
            status = read_letters(&reading, argument);
    }
    return status;
}

void option_uses_free(struct option_uses *uses)
{
    free(uses->uses);
    *uses = (struct option_uses){0};
}

enum {
    HELP_COLUMNS = 80,
    HELP_LABEL = 28, /* a longer label has its line to itself */
};

/* "  -n, --limit N" */
static void append_label(const struct option *option, bool with_letters, struct buffer *label)
{
    if (option->short_name)
        buffer_append_format(label, "  -%c, ", option->short_name);
    else
        buffer_append(label, with_letters ? STR("      ") : STR("  "));
    buffer_append_format(label, "--%s", option->name);
    if (option->value)
        buffer_append_format(label, " %s", language_translate(option->value));
}

static bool has_letters(const struct option *table)
{
    for (; table->name; table++)
        if (table->short_name)
            return true;
    return false;
}

void options_help(const struct option *table, struct buffer *text)
{
    const bool with_letters = has_letters(table);
    struct buffer label = {0};
    size_t column = 0;
    for (const struct option *option = table; option->name; option++) {
        buffer_clear(&label);
        append_label(option, with_letters, &label);
        size_t width = terminal_width_of(buffer_str(&label));
        if (width > column && width <= HELP_LABEL)
            column = width;
    }
    column += 2;
    for (const struct option *option = table; option->name; option++) {
        buffer_clear(&label);
        append_label(option, with_letters, &label);
        buffer_append(text, buffer_str(&label));
        size_t width = terminal_width_of(buffer_str(&label));
        if (width + 2 > column)
            buffer_append_char(text, '\n');
        wrapped_append_spaces(text, width + 2 > column ? column : column - width);
        wrapped_append(str_from(language_translate(option->help)), column, HELP_COLUMNS, text);
    }
    buffer_free(&label);
}

enum status option_number(const struct option_use *use, long long least, long long most,
                          long long *number, struct error *error)
{
    const char *name = use->option->name, *value = use->value;
    const char *digits = value + (*value == '-');
    if (!*digits || digits[strspn(digits, "0123456789")] != '\0')
        return error_set(error, STATUS_INPUT, "--%s: \"%s\" is not a whole number", name, value);
    errno = 0;
    long long read = strtoll(value, NULL, 10);
    bool beyond = errno == ERANGE;
    if (read < least || (beyond && read < 0))
        return error_set(error, STATUS_INPUT, "--%s: %s is less than %lld", name, value, least);
    if (read > most || beyond)
        return error_set(error, STATUS_INPUT, "--%s: %s is more than %lld", name, value, most);
    *number = read;
    return STATUS_OK;
}

enum status option_not_empty(const struct option_use *use, struct error *error)
{
    if (*use->value)
        return STATUS_OK;
    return error_set(error, STATUS_INPUT, "--%s: the value is empty; give one or leave --%s out",
                     use->option->name, use->option->name);
}

static enum status unknown_choice(const struct option_use *use, struct str typed,
                                  const char *const *choices, struct error *error)
{
    struct nearest nearest = nearest_to(typed);
    struct buffer list = {0};
    for (const char *const *choice = choices; *choice; choice++) {
        consider(&nearest, *choice);
        buffer_append_format(&list, "%s%s", list.length ? ", " : "", *choice);
    }
    enum status status = error_set(error, STATUS_INPUT, "--%s: \"%.*s\" is not one of %s%s%s%s",
                                   use->option->name, STR_FORMAT(typed), list.data ? list.data : "",
                                   nearest.name ? _("; did you mean ") : "",
                                   nearest.name ? nearest.name : "", nearest.name ? _("?") : "");
    buffer_free(&list);
    return status;
}

static enum status find_choice(const struct option_use *use, struct str typed,
                               const char *const *choices, size_t *index, struct error *error)
{
    for (size_t i = 0; choices[i]; i++) {
        if (str_equal(str_from(choices[i]), typed)) {
            *index = i;
            return STATUS_OK;
        }
    }
    return unknown_choice(use, typed, choices, error);
}

enum status option_choice(const struct option_use *use, const char *const *choices, size_t *index,
                          struct error *error)
{
    return find_choice(use, str_from(use->value), choices, index, error);
}

enum status option_choices(const struct option_use *use, const char *const *choices,
                           size_t *indices, size_t *count, struct error *error)
{
    struct str list = str_from(use->value);
    *count = 0;
    while (list.data) {
        size_t index = 0;
        enum status status = find_choice(use, str_trim(str_cut(&list, ',')), choices, &index,
                                         error);
        if (status != STATUS_OK)
            return status;
        for (size_t i = 0; i < *count; i++)
            if (indices[i] == index)
                return error_set(error, STATUS_INPUT, "--%s: %s is there twice; name it once",
                                 use->option->name, choices[index]);
        indices[(*count)++] = index;
    }
    return STATUS_OK;
}
