/* Reading test cases from a text file. */
#include "cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <utf8proc.h>

#include "memory.h"

static void append_code_point(struct buffer *out, long code_point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t count = utf8proc_encode_char((utf8proc_int32_t)code_point, bytes);
    buffer_append(out, str_of((const char *)bytes, (size_t)count));
}

/* The number in the `digits` hexadecimal digits at `at`. */
static long hexadecimal(struct str text, size_t at, size_t digits)
{
    char number[9] = {0};
    assert_true(at + digits <= text.length && digits < sizeof number);
    memcpy(number, text.data + at, digits);
    return strtol(number, NULL, 16);
}

void cases_unescape(struct str text, struct buffer *out)
{
    for (size_t at = 0; at < text.length; at++) {
        char c = text.data[at];
        if (c != '\\' || at + 1 == text.length) {
            buffer_append_char(out, c);
            continue;
        }
        switch (text.data[++at]) {
        case 'u':
            append_code_point(out, hexadecimal(text, at + 1, 4));
            at += 4;
            break;
        case 'x':
            buffer_append_char(out, (char)hexadecimal(text, at + 1, 2));
            at += 2;
            break;
        case 'n':
            buffer_append_char(out, '\n');
            break;
        case 't':
            buffer_append_char(out, '\t');
            break;
        case 'r':
            buffer_append_char(out, '\r');
            break;
        default:
            buffer_append_char(out, text.data[at]);
        }
    }
}

#define MAX_FIELDS 16

static bool run_case(const char *where, struct str line,
                     bool (*check)(void *, const char *, const struct str *, size_t), void *context)
{
    struct buffer texts[MAX_FIELDS] = {0};
    struct str fields[MAX_FIELDS] = {0};
    size_t count = 0;
    for (struct str rest = line; rest.data && count < MAX_FIELDS; count++) {
        cases_unescape(str_cut(&rest, '\t'), &texts[count]);
        fields[count] = buffer_str(&texts[count]);
    }
    bool passed = check(context, where, fields, count);
    for (size_t i = 0; i < count; i++)
        buffer_free(&texts[i]);
    return passed;
}

size_t cases_run(const char *file,
                 bool (*check)(void *context, const char *where, const struct str *fields,
                               size_t count),
                 void *context)
{
    const char *folder = getenv("TESTS");
    struct buffer path = {0};
    buffer_append_format(&path, "%s/%s", folder ? folder : ".", file);
    FILE *stream = fopen(path.data, "r");
    if (!stream)
        fail_msg("%s: cannot be read", path.data);
    char *line = NULL;
    size_t capacity = 0;
    size_t number = 0;
    size_t cases = 0;
    size_t failed = 0;
    ssize_t length;
    while ((length = getline(&line, &capacity, stream)) >= 0) {
        number++;
        if (length > 0 && line[length - 1] == '\n')
            length--;
        if (length == 0 || line[0] == '#')
            continue;
        struct buffer where = {0};
        buffer_append_format(&where, "%s:%zu", file, number);
        failed += !run_case(where.data, str_of(line, (size_t)length), check, context);
        buffer_free(&where);
        cases++;
    }
    free(line);
    fclose(stream);
    buffer_free(&path);
    assert_true(cases > 0);
    return failed;
}
