/* What reaches a terminal, on a real one: the tests open a pseudo-terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>

#include "terminal.h"

static void escaping(void **state)
{
    (void)state;
    const struct {
        struct str text;
        bool keep_newlines;
        const char *escaped;
    } cases[] = {
        {STR(""), false, ""},
        {STR("L'\u00e9t\u00e9 \u00e0 \u0152uvre, 5\u202f%"), false,
         "L'\u00e9t\u00e9 \u00e0 \u0152uvre, 5\u202f%"},
        {STR("\x1b[31mrouge\x1b[0m"), false, "\\x1b[31mrouge\\x1b[0m"},
        {STR("a\0b"), false, "a\\x00b"},
        {STR("a\tb\rc\x7f"), false, "a\\x09b\\x0dc\\x7f"},
        {STR("a\nb"), false, "a\\x0ab"},
        {STR("a\nb\r\n"), true, "a\nb\\x0d\n"},
        {STR("\xc2\x9b"
             "31m \xc2\x80 \xc2\x9f \u00a0"),
         false, "\\u009b31m \\u0080 \\u009f \u00a0"},
        {STR("\u202aa\u202b \u202c \u202d \u202e"), false,
         "\\u202aa\\u202b \\u202c \\u202d \\u202e"},
        {STR("\u2066 \u2067 \u2068 \u2069"), false, "\\u2066 \\u2067 \\u2068 \\u2069"},
        {STR("\u200e\u200f\u061c"), false, "\\u200e\\u200f\\u061c"},
        {STR("a\u2028b\u2029c"), true, "a\\u2028b\\u2029c"},
        {STR("\ufeff\u200b\u200d\u2027\u202f\u2065\u206a"), false,
         "\ufeff\u200b\u200d\u2027\u202f\u2065\u206a"},
        {STR("\xff \x9b \xe9t\xe9"), false, "\\xff \\x9b \\xe9t\\xe9"},
        {STR("cut \xe2\x82"), false, "cut \\xe2\\x82"},
        {STR("\xc0\x9b \xed\xa0\x80"), false, "\\xc0\\x9b \\xed\\xa0\\x80"},
        {STR("\U0001f600\x01"), false, "\U0001f600\\x01"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer escaped = {0};
        buffer_append(&escaped, STR("> "));
        terminal_escape(cases[i].text, cases[i].keep_newlines, &escaped);
        assert_string_equal(escaped.data + 2, cases[i].escaped);
        buffer_free(&escaped);
    }
}

static void widths(void **state)
{
    (void)state;
    const struct {
        struct str text;
        size_t width;
    } cases[] = {
        {STR(""), 0},         {STR("base"), 4},         {STR("\u00e9t\u00e9"), 3},
        {STR("e\u0301"), 1},  {STR("\u4e2d\u6587"), 4}, {STR("\u200b"), 0},
        {STR("\xff\xfe"), 2}, {STR("a\x1b"), 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(terminal_width_of(cases[i].text), cases[i].width);
}

/* A pseudo-terminal that changes nothing; `screen` reads what is written to `terminal`. */
static void open_terminal(int *screen, int *terminal)
{
    *screen = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(*screen >= 0);
    assert_int_equal(grantpt(*screen), 0);
    assert_int_equal(unlockpt(*screen), 0);
    *terminal = open(ptsname(*screen), O_RDWR | O_NOCTTY);
    assert_true(*terminal >= 0);
    struct termios settings;
    assert_int_equal(tcgetattr(*terminal, &settings), 0);
    cfmakeraw(&settings);
    assert_int_equal(tcsetattr(*terminal, TCSANOW, &settings), 0);
}

static void columns(void **state)
{
    (void)state;
    static const struct {
        unsigned short window;
        const char *environment;
        size_t columns;
    } cases[] = {
        {120, "50", 120},
        {0, "50", 50},
        {0, NULL, 80},
        {0, "", 80},
        {0, "0", 80},
        {0, "-5", 80},
        {0, "50x", 80},
        {0, " 50", 80},
        {0, "10000", 10000},
        {0, "10001", 80},
        {0, "99999999999999999999", 80},
    };
    int screen, terminal;
    open_terminal(&screen, &terminal);
    FILE *stream = fdopen(terminal, "w");
    assert_non_null(stream);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct winsize window = {.ws_col = cases[i].window, .ws_row = 24};
        assert_int_equal(ioctl(terminal, TIOCSWINSZ, &window), 0);
        if (cases[i].environment)
            setenv("COLUMNS", cases[i].environment, 1);
        else
            unsetenv("COLUMNS");
        assert_int_equal(terminal_columns(stream), cases[i].columns);
    }
    fclose(stream);
    close(screen);
}

static void set_variable(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

static void colors(void **state)
{
    (void)state;
    static const struct {
        enum terminal_color color;
        bool terminal;
        const char *no_color, *term;
        bool used;
    } cases[] = {
        {TERMINAL_COLOR_AUTO, true, NULL, "xterm", true},
        {TERMINAL_COLOR_AUTO, true, "", "xterm", true},
        {TERMINAL_COLOR_AUTO, true, "1", "xterm", false},
        {TERMINAL_COLOR_AUTO, true, NULL, "dumb", false},
        {TERMINAL_COLOR_AUTO, true, NULL, NULL, false},
        {TERMINAL_COLOR_AUTO, false, NULL, "xterm", false},
        {TERMINAL_COLOR_ALWAYS, false, "1", "dumb", true},
        {TERMINAL_COLOR_NEVER, true, NULL, "xterm", false},
    };
    int screen, terminal;
    open_terminal(&screen, &terminal);
    FILE *shown = fdopen(terminal, "w"), *stored = fopen("/dev/null", "w");
    assert_true(shown && stored);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set_variable("NO_COLOR", cases[i].no_color);
        set_variable("TERM", cases[i].term);
        FILE *stream = cases[i].terminal ? shown : stored;
        assert_int_equal(terminal_use_color(cases[i].color, stream), cases[i].used);
    }
    fclose(shown);
    fclose(stored);
    close(screen);
}

/* What terminal_message writes when standard error is `target`, read at `source`. */
static void message_through(int target, int source, char *text, size_t size)
{
    int kept = dup(STDERR_FILENO);
    dup2(target, STDERR_FILENO);
    terminal_message("\x1b[1m:7", "a %s\n  ^", "\x1b[2J");
    dup2(kept, STDERR_FILENO);
    close(kept);
    ssize_t length = read(source, text, size - 1);
    text[length > 0 ? length : 0] = '\0';
}

static void messages(void **state)
{
    (void)state;
    char text[100];
    int screen, terminal, ends[2];
    open_terminal(&screen, &terminal);
    message_through(terminal, screen, text, sizeof text);
    assert_string_equal(text, "\\x1b[1m:7: a \\x1b[2J\n  ^\n");
    close(screen);
    close(terminal);
    assert_int_equal(pipe(ends), 0);
    message_through(ends[1], ends[0], text, sizeof text);
    assert_string_equal(text, "\x1b[1m:7: a \x1b[2J\n  ^\n");
    close(ends[0]);
    close(ends[1]);
}

enum output { FULL, GONE, GOOD, CLOSED };

static void redirect_output(enum output output)
{
    int ends[2];
    if (output == CLOSED) {
        close(STDOUT_FILENO);
    } else if (output == GONE) {
        if (pipe(ends) == 0)
            dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
    } else {
        int file = open(output == FULL ? "/dev/full" : "/dev/null", O_WRONLY);
        dup2(file, STDOUT_FILENO);
        close(file);
    }
}

/* In a child with that standard output: writes `bytes`, with a flush after them or without, and
 * finishes. Returns the child's status of the call and its message. */
static enum status finish_in_child(enum output output, size_t bytes, bool flush, char *message,
                                   size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGPIPE, SIG_IGN);
        redirect_output(output);
        for (size_t i = 0; i < bytes; i++)
            putchar('x');
        if (flush)
            fflush(stdout);
        struct error error = {0};
        enum status status = terminal_finish_output(&error);
        const char *text = error_message(&error);
        ssize_t written = write(ends[1], text, strlen(text) + 1);
        _exit(written > 0 ? (int)status : 99);
    }
    close(ends[1]);
    ssize_t length = read(ends[0], message, size - 1);
    message[length > 0 ? length : 0] = '\0';
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return (enum status)WEXITSTATUS(status);
}

static void finishing_output(void **state)
{
    (void)state;
    static const struct {
        enum output output;
        size_t bytes;
        bool flush;
        const char *message;
    } cases[] = {
        {GOOD, 0, false, ""},
        {GOOD, 100000, true, ""},
        {FULL, 0, false, ""},
        {FULL, 1, false, "standard output: No space left on device"},
        {FULL, 100000, false, "standard output: No space left on device"},
        {FULL, 1, true, "standard output: not all of it could be written"},
        {GONE, 1, false, ""},
        {GONE, 100000, false, ""},
        {GONE, 1, true, ""},
        {CLOSED, 0, false, ""},
        {CLOSED, 1, false, "standard output: Bad file descriptor"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char message[200];
        enum status status = finish_in_child(cases[i].output, cases[i].bytes, cases[i].flush,
                                             message, sizeof message);
        assert_string_equal(message, cases[i].message);
        assert_int_equal(status, *cases[i].message ? STATUS_SYSTEM : STATUS_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escaping), cmocka_unit_test(widths),   cmocka_unit_test(columns),
        cmocka_unit_test(colors),   cmocka_unit_test(messages), cmocka_unit_test(finishing_output),
    };
    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
