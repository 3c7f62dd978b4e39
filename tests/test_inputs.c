/* From operands to files: directories, links, what is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <sys/stat.h>

#include "files.h"
#include "inputs.h"

static void make_file(const char *path)
{
    assert_true(files_write(path, STR("x")));
}

static void make_directory(const char *path)
{
    assert_int_equal(mkdir(path, 0777), 0);
}

static void make_link(const char *target, const char *path)
{
    assert_int_equal(symlink(target, path), 0);
}

/* The inputs of operands that are parted by spaces, one a line, and the error behind them. */
static void expect(const char *operands, const char *expected)
{
    struct inputs inputs = {0};
    struct error error = {0};
    struct buffer text = {0}, result = {0};
    char *list[8];
    size_t count = 0;
    buffer_append_format(&text, "%s", operands);
    for (char *rest = text.data, *word; rest && *rest;) {
        word = strsep(&rest, " ");
        list[count++] = word;
    }
    enum status status = inputs_collect(list, count, &inputs, &error);
    for (size_t i = 0; i < inputs.count; i++)
        buffer_append_format(&result, "%s\n", inputs.paths[i]);
    if (status != STATUS_OK)
        buffer_append_format(&result, "%s", error_message(&error));
    assert_string_equal(buffer_str(&result).data, expected);
    inputs_free(&inputs);
    error_free(&error);
    buffer_free(&text);
    buffer_free(&result);
}

static void operands_in_their_order(void **state)
{
    (void)state;
    make_file("b.txt");
    make_file("a.dat");
    expect("", "-\n");
    expect("b.txt a.dat - b.txt", "b.txt\na.dat\n-\nb.txt\n");
    expect("- b.txt -", "-\nb.txt\nstandard input (-) can be read only once: name it once");
    expect("b.txt missing.txt", "b.txt\ncannot read missing.txt: No such file or directory");
}

static void directories(void **state)
{
    (void)state;
    make_directory("d");
    make_directory("d/2019");
    make_directory("d/2019/02.txt");
    make_directory("d/.hidden");
    make_directory("d-e");
    make_file("d/2019/b.txt");
    make_file("d/2019/a.jsonl");
    make_file("d/2019/02.txt/x.TXT");
    make_file("d/2019.txt");
    make_file("d/z.md");
    make_file("d/txt");
    make_file("d/.b.txt");
    make_file("d/.hidden/c.txt");
    make_file("d-e/a.txt");
    const char *files = "d/2019.txt\nd/2019/02.txt/x.TXT\nd/2019/a.jsonl\nd/2019/b.txt\n";
    expect("d", files);
    expect("d/", files);
    expect("d-e d/2019/02.txt", "d-e/a.txt\nd/2019/02.txt/x.TXT\n");
    make_directory("e");
    make_directory("e/f");
    make_file("e/f/a.md");
    expect("d-e e", "d-e/a.txt\nno *.txt and no *.jsonl file in the directory e");
}

static void links(void **state)
{
    (void)state;
    make_directory("l");
    make_directory("l/m");
    make_directory("outside");
    make_file("l/m/a.txt");
    make_file("outside/b.txt");
    make_link("..", "l/m/up");
    make_link("m", "l/before");
    make_link("m", "l/zzz");
    make_link("../outside", "l/out");
    make_link("../../outside", "l/m/out");
    make_link("m/a.txt", "l/c.txt");
    make_link("nowhere", "l/d.txt");
    make_link("self.txt", "l/self.txt");
    expect("l", "l/c.txt\nl/m/a.txt\nl/out/b.txt\n");
    expect("l/before", "l/before/a.txt\nl/before/out/b.txt\nl/before/up/c.txt\n");
    expect("l/self.txt", "cannot read l/self.txt: Too many levels of symbolic links");
}

/* A thousand directories deep. */
static void deep_directories(void **state)
{
    (void)state;
    struct buffer path = {0};
    buffer_append_format(&path, "deep");
    make_directory(path.data);
    for (int i = 0; i < 1000; i++) {
        buffer_append_format(&path, "/d");
        make_directory(path.data);
    }
    buffer_append_format(&path, "/a.txt");
    make_file(path.data);
    buffer_append_char(&path, '\n');
    expect("deep", path.data);
    buffer_free(&path);
}

/* Removes the directories `name` in each other below `path`, too deep for one path. */
static void remove_nest(const char *path, const char *name, int depth)
{
    int here = open(".", O_RDONLY);
    assert_int_equal(chdir(path), 0);
    for (int i = 0; i < depth; i++)
        assert_int_equal(chdir(name), 0);
    for (int i = 0; i < depth; i++) {
        assert_int_equal(chdir(".."), 0);
        assert_int_equal(rmdir(name), 0);
    }
    assert_int_equal(fchdir(here), 0);
    close(here);
}

/* Directories in each other until their path is longer than a path may be: the first too long one
 * is told, what is beside it is taken. */
static void too_deep_directories(void **state)
{
    (void)state;
    struct buffer name = {0}, path = {0}, expected = {0};
    for (int i = 0; i < 250; i++)
        buffer_append_char(&name, 'n');
    make_directory("far");
    make_file("far/z.txt");
    int here = open(".", O_RDONLY);
    assert_int_equal(chdir("far"), 0);
    buffer_append_format(&path, "far");
    for (int i = 0; i < 17; i++) {
        make_directory(name.data);
        assert_int_equal(chdir(name.data), 0);
        if (path.length < PATH_MAX)
            buffer_append_format(&path, "/%s", name.data);
    }
    assert_int_equal(fchdir(here), 0);
    close(here);
    assert_true(path.length >= PATH_MAX);
    buffer_append_format(&expected, "%s\nfar/z.txt\n", path.data);
    expect("far", expected.data);
    remove_nest("far", name.data, 17);
    buffer_free(&name);
    buffer_free(&path);
    buffer_free(&expected);
}

static void what_may_not_be_read(void **state)
{
    (void)state;
    if (geteuid() == 0) /* root may read everything */
        skip();
    make_directory("closed");
    make_file("closed/a.txt");
    make_file("closed/b.txt");
    assert_int_equal(chmod("closed/b.txt", 0), 0);
    make_directory("closed/c");
    make_file("closed/c/d.txt");
    make_file("closed/e.txt");
    assert_int_equal(chmod("closed/c", 0), 0);
    expect("closed", "closed/a.txt\nclosed/b.txt\nclosed/c\nclosed/e.txt\n");
    expect("closed/b.txt", "cannot read closed/b.txt: Permission denied");
    expect("closed/c", "cannot read closed/c: Permission denied");
    assert_int_equal(chmod("closed/c", 0700), 0);
    assert_int_equal(chmod("closed", 0), 0);
    expect("closed", "cannot read closed: Permission denied");
    assert_int_equal(chmod("closed", 0700), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operands_in_their_order),
        cmocka_unit_test(directories),
        cmocka_unit_test(links),
        cmocka_unit_test(deep_directories),
        cmocka_unit_test(too_deep_directories),
        cmocka_unit_test(what_may_not_be_read),
    };
    return cmocka_run_group_tests(tests, files_enter, files_leave);
}
