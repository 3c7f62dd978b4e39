/* Finds the files to read. Directories wait in lists rather than on the stack, so that depth costs
 * no recursion. */
#include "inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "id_set.h"
#include "memory.h"
#include "str.h"

static const char standard_input[] = "-";

static void add_path(struct inputs *inputs, const char *path)
{
    inputs->paths = memory_grow(inputs->paths, &inputs->capacity, inputs->count + 1,
                                sizeof *inputs->paths);
    inputs->paths[inputs->count++] = memory_copy(path, strlen(path));
}

void inputs_free(struct inputs *inputs)
{
    while (inputs->count > 0)
        free(inputs->paths[--inputs->count]);
    free(inputs->paths);
    *inputs = (struct inputs){0};
}

static enum status system_error(struct error *error, const char *path)
{
    return error_set(error, STATUS_SYSTEM, "cannot read %s: %s", path, strerror(errno));
}

static enum status add_file(struct inputs *inputs, const char *path, struct error *error)
{
    if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
        return system_error(error, path);
    add_path(inputs, path);
    return STATUS_OK;
}

/* A walk through the directories below an operand. */
struct walk {
    struct inputs *found;
    struct inputs directories; /* those to read, and those read already, in front */
    struct inputs links;       /* the same of symbolic links to directories: they come last */
    struct id_set seen;        /* device and inode of the directories read */
};

static bool has_known_ending(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (strcasecmp(dot, ".txt") == 0 || strcasecmp(dot, ".jsonl") == 0);
}

/* Takes what an entry of a directory names, if it is something to read or cannot be told not to be.
 */
static void take_entry(struct walk *walk, const char *path)
{
    struct stat status;
    bool there = lstat(path, &status) == 0;
    bool link = there && S_ISLNK(status.st_mode);
    if (link)
        there = stat(path, &status) == 0;
    if (!there) {
        if (errno != ENOENT && !(link && errno == ELOOP))
            add_path(walk->found, path);
    } else if (S_ISDIR(status.st_mode)) {
        add_path(link ? &walk->links : &walk->directories, path);
    } else if (S_ISREG(status.st_mode) && has_known_ending(path)) {
        add_path(walk->found, path);
    }
}

/* Whether the directory was read already, by this name or another; from now on it was. */
static bool seen_before(struct walk *walk, const struct stat *status)
{
    struct {
        dev_t device;
        ino_t inode;
    } identity;
    memset(&identity, 0, sizeof identity); /* the padding too: it is compared as bytes */
    identity.device = status->st_dev;
    identity.inode = status->st_ino;
    return id_set_add(&walk->seen, str_of((const char *)&identity, sizeof identity), 1) != 0;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int compare_entries(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static enum status read_directory(struct walk *walk, const char *directory, struct error *error)
{
    struct stat status;
    if (stat(directory, &status) != 0)
        return system_error(error, directory);
    if (seen_before(walk, &status))
        return STATUS_OK;
    struct dirent **entries = NULL;
    int count = scandir(directory, &entries, is_visible, compare_entries);
    if (count < 0)
        return system_error(error, directory);
    const char *slash = str_ends(str_from(directory), STR("/")) ? "" : "/";
    struct buffer path = {0};
    for (int i = 0; i < count; i++) {
        buffer_clear(&path);
        buffer_append_format(&path, "%s%s%s", directory, slash, entries[i]->d_name);
        take_entry(walk, path.data);
        free(entries[i]);
    }
    buffer_free(&path);
    free(entries);
    return STATUS_OK;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* One that cannot be read is taken as if it were a file: who reads the files finds out why. */
static void read_directories_below(struct walk *walk)
{
    struct error unread = {0};
    for (size_t next = 1, next_link = 0;;) {
        const char *path;
        if (next < walk->directories.count)
            path = walk->directories.paths[next++];
        else if (next_link < walk->links.count)
            path = walk->links.paths[next_link++];
        else
            break;
        if (read_directory(walk, path, &unread) != STATUS_OK)
            add_path(walk->found, path);
    }
    error_free(&unread);
}

static enum status walk_directory(const char *directory, struct inputs *inputs, struct error *error)
{
    struct walk walk = {.found = inputs};
    size_t first = inputs->count;
    add_path(&walk.directories, directory);
    enum status status = read_directory(&walk, directory, error);
    if (status == STATUS_OK)
        read_directories_below(&walk);
    inputs_free(&walk.directories);
    inputs_free(&walk.links);
    id_set_free(&walk.seen);
    if (status == STATUS_OK && inputs->count == first)
        status = error_set(error, STATUS_INPUT, "no *.txt and no *.jsonl file in the directory %s",
                           directory);
    if (status == STATUS_OK)
        qsort(inputs->paths + first, inputs->count - first, sizeof *inputs->paths, compare_paths);
    return status;
}

static enum status add_operand(struct inputs *inputs, const char *operand, struct error *error)
{
    struct stat status;
    if (strcmp(operand, standard_input) == 0) {
        for (size_t i = 0; i < inputs->count; i++)
            if (strcmp(inputs->paths[i], standard_input) == 0)
                return error_set(error, STATUS_INPUT,
                                 "standard input (-) can be read only once: name it once");
        add_path(inputs, standard_input);
        return STATUS_OK;
    }
    if (stat(operand, &status) != 0)
        return system_error(error, operand);
    return S_ISDIR(status.st_mode) ? walk_directory(operand, inputs, error)
                                   : add_file(inputs, operand, error);
}

enum status inputs_collect(char *const *operands, size_t count, struct inputs *inputs,
                           struct error *error)
{
    if (count == 0)
        add_path(inputs, standard_input);
    for (size_t i = 0; i < count; i++) {
        enum status status = add_operand(inputs, operands[i], error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
