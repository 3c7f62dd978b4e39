/* Running a pager. */
#include "pager.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How the shell says that it found no such command, or may not run it. */
enum { SHELL_CANNOT_RUN = 126, SHELL_NOT_FOUND = 127 };

static const char *pager_command(void)
{
    const char *command = getenv("PAGER");
    return command ? command : "less -R";
}

/* In the child. Colours are shown by a less that was not told anything, too. */
_Noreturn static void run_pager(int input)
{
    signal(SIGPIPE, SIG_DFL);
    setenv("LESS", "R", 0);
    dup2(input, STDIN_FILENO);
    close(input);
    execl("/bin/sh", "sh", "-c", pager_command(), (char *)NULL);
    _exit(SHELL_NOT_FOUND);
}

enum status pager_start(struct pager *pager, struct error *error)
{
    int ends[2];
    if (pager->process > 0 || *pager_command() == '\0')
        return STATUS_OK;
    fflush(stdout);
    if (pipe(ends) != 0)
        return error_set(error, STATUS_SYSTEM, "the pager cannot be started: %s", strerror(errno));
    pager->process = fork();
    if (pager->process == 0) {
        close(ends[1]);
        run_pager(ends[0]);
    }
    int reason = errno;
    if (pager->process > 0) {
        dup2(ends[1], STDOUT_FILENO);
        signal(SIGINT, SIG_IGN);
    }
    close(ends[0]);
    close(ends[1]);
    return pager->process > 0 ? STATUS_OK
                              : error_set(error, STATUS_SYSTEM, "the pager cannot be started: %s",
                                          strerror(reason));
}

enum status pager_wait(struct pager *pager, struct error *error)
{
    int result = 0;
    if (pager->process <= 0)
        return STATUS_OK;
    while (waitpid(pager->process, &result, 0) < 0 && errno == EINTR)
        continue;
    pager->process = 0;
    if (!WIFEXITED(result) || WEXITSTATUS(result) < SHELL_CANNOT_RUN)
        return STATUS_OK;
    return error_set(error, STATUS_SYSTEM,
                     "the pager cannot be run: %s; set PAGER, or leave out --pager",
                     pager_command());
}
