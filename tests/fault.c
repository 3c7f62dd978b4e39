/* Makes calls of the system fail: a library for LD_PRELOAD, for tests of what a full disk, a bad
 * one and a crash leave behind.
 *
 * All processes of a run count the calls that change files, by one counter in the file
 * $REVUE_FAULT_COUNTER (8 bytes, made by the test). When it reaches $REVUE_FAULT_AT, that call is
 *   io     refused, with EIO
 *   full   refused, with ENOSPC; and so is each one that needs room from then on
 *   short  cut to half of its bytes, if it writes
 *   kill   the last of its process: SIGKILL instead of it
 *   spin   without end, and takes all of a processor
 * as $REVUE_FAULT_KIND says. Each call is noted in the file $REVUE_FAULT_LOG, if there is one:
 * its name, what it is called on, and for a rename the new name, with tabs between.
 *
 * What goes to pipes, sockets and terminals is not counted. */
#undef _FILE_OFFSET_BITS /* both names of a call are caught: neither may stand for the other */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { KIND_NONE, KIND_IO, KIND_FULL, KIND_SHORT, KIND_KILL, KIND_SPIN };

/* What is to be done with a call. */
enum verdict { VERDICT_PASS, VERDICT_REFUSE, VERDICT_CUT };

static _Atomic uint64_t *counter; /* NULL: nothing is counted */
static uint64_t fault_at;
static enum kind fault_kind;
static volatile uint64_t spins;
static const char *log_path; /* NULL: nothing is noted */

/* The function that the program would have called without this library. */
#define NEXT(name) (__extension__(__typeof__(name) *) dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
    static const char *const kinds[] = {"none", "io", "full", "short", "kill", "spin"};
    const char *path = getenv("REVUE_FAULT_COUNTER");
    const char *at = getenv("REVUE_FAULT_AT");
    const char *kind = getenv("REVUE_FAULT_KIND");
    int file = path ? NEXT(open)(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *place = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    NEXT(close)(file);
    fault_at = at ? strtoull(at, NULL, 10) : 0;
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i]) == 0)
            fault_kind = (enum kind)i;
    log_path = getenv("REVUE_FAULT_LOG");
    counter = place == MAP_FAILED ? NULL : place;
}

/* Opened for each line: a process of the ingest closes all files that it did not open. */
static void note(const char *name, const char *path, const char *new_path)
{
    char line[3 * 4096];
    int log_file = NEXT(open)(log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    int length = snprintf(line, sizeof line, "%s\t%s\t%s\n", name, path, new_path);
    if (length > 0 && (size_t)length < sizeof line &&
        NEXT(write)(log_file, line, (size_t)length) < 0)
        abort();
    NEXT(close)(log_file);
}

/* Counts a call. `writes`: it needs room on the disk. */
static enum verdict judge(const char *name, const char *path, const char *new_path, bool writes)
{
    if (!counter)
        return VERDICT_PASS;
    uint64_t number = atomic_fetch_add(counter, 1) + 1;
    if (log_path)
        note(name, path, new_path);
    bool full = fault_kind == KIND_FULL && number >= fault_at && writes;
    if (fault_at == 0 || (number != fault_at && !full))
        return VERDICT_PASS;
    if (fault_kind == KIND_KILL)
        raise(SIGKILL);
    for (; fault_kind == KIND_SPIN; spins++)
        continue;
    if (fault_kind == KIND_SHORT)
        return writes ? VERDICT_CUT : VERDICT_PASS;
    errno = fault_kind == KIND_FULL ? ENOSPC : EIO;
    return VERDICT_REFUSE;
}

/* Counts a call on an open file; one that is no file and no folder passes. */
static enum verdict judge_file(const char *name, int file, bool writes)
{
    struct stat status;
    char link[64];
    char path[4096] = "";
    if (!counter || fstat(file, &status) != 0 ||
        (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)))
        return VERDICT_PASS;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    return judge(name, path, "", writes);
}

/* -- Calls on open files ---------------------------------------------------------------------- */

ssize_t write(int file, const void *bytes, size_t count)
{
    enum verdict verdict = judge_file("write", file, true);
    if (verdict == VERDICT_REFUSE)
        return -1;
    return NEXT(write)(file, bytes, verdict == VERDICT_CUT && count > 1 ? count / 2 : count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    enum verdict verdict = judge_file("pwrite", file, true);
    if (verdict == VERDICT_REFUSE)
        return -1;
    return NEXT(pwrite)(file, bytes, verdict == VERDICT_CUT && count > 1 ? count / 2 : count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    return pwrite(file, bytes, count, at);
}

int fsync(int file)
{
    return judge_file("fsync", file, false) == VERDICT_REFUSE ? -1 : NEXT(fsync)(file);
}

int fdatasync(int file)
{
    return judge_file("fdatasync", file, false) == VERDICT_REFUSE ? -1 : NEXT(fdatasync)(file);
}

int ftruncate(int file, off_t length)
{
    return judge_file("ftruncate", file, true) == VERDICT_REFUSE ? -1
                                                                 : NEXT(ftruncate)(file, length);
}

int ftruncate64(int file, off64_t length)
{
    return ftruncate(file, length);
}

/* The file is closed in any case. */
int close(int file)
{
    int flags = fcntl(file, F_GETFL);
    bool written = flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
    enum verdict verdict = written ? judge_file("close", file, false) : VERDICT_PASS;
    int reason = errno;
    int closed = NEXT(close)(file);
    if (verdict == VERDICT_REFUSE)
        errno = reason;
    return verdict == VERDICT_REFUSE ? -1 : closed;
}

/* -- Calls on paths --------------------------------------------------------------------------- */

int openat(int folder, const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    bool writes = (flags & O_ACCMODE) != O_RDONLY;
    const char *name = access(path, F_OK) == 0 ? "open" : "create";
    if (writes && judge(name, path, "", flags & O_CREAT) == VERDICT_REFUSE)
        return -1;
    return NEXT(openat)(folder, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    return openat(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    return openat(AT_FDCWD, path, flags, mode);
}

int mkdir(const char *path, mode_t mode)
{
    const char *name = access(path, F_OK) == 0 ? "mkdir-again" : "mkdir";
    return judge(name, path, "", true) == VERDICT_REFUSE ? -1 : NEXT(mkdir)(path, mode);
}

int chmod(const char *path, mode_t mode)
{
    return judge("chmod", path, "", false) == VERDICT_REFUSE ? -1 : NEXT(chmod)(path, mode);
}

int fchmod(int file, mode_t mode)
{
    return judge_file("chmod", file, false) == VERDICT_REFUSE ? -1 : NEXT(fchmod)(file, mode);
}

int fchown(int file, uid_t owner, gid_t group)
{
    return judge_file("chown", file, false) == VERDICT_REFUSE ? -1
                                                              : NEXT(fchown)(file, owner, group);
}

/* A rename that can only fail, for something lies in the folder that has the name, has another
 * name. */
static const char *rename_name(const char *new_path)
{
    struct stat there;
    return stat(new_path, &there) == 0 && S_ISDIR(there.st_mode) ? "rename-again" : "rename";
}

int rename(const char *path, const char *new_path)
{
    return judge(rename_name(new_path), path, new_path, false) == VERDICT_REFUSE
               ? -1
               : NEXT(rename)(path, new_path);
}

int renameat2(int folder, const char *path, int new_folder, const char *new_path, unsigned flags)
{
    const char *name = flags & RENAME_EXCHANGE ? "exchange" : rename_name(new_path);
    return judge(name, path, new_path, false) == VERDICT_REFUSE
               ? -1
               : NEXT(renameat2)(folder, path, new_folder, new_path, flags);
}

int unlink(const char *path)
{
    return judge("remove", path, "", false) == VERDICT_REFUSE ? -1 : NEXT(unlink)(path);
}

int remove(const char *path)
{
    return judge("remove", path, "", false) == VERDICT_REFUSE ? -1 : NEXT(remove)(path);
}

int rmdir(const char *path)
{
    return judge("remove", path, "", false) == VERDICT_REFUSE ? -1 : NEXT(rmdir)(path);
}

/* -- Processes -------------------------------------------------------------------------------- */

pid_t fork(void)
{
    return judge("fork", "", "", true) == VERDICT_REFUSE ? -1 : NEXT(fork)();
}
