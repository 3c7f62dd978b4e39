/* Xapian trusts its files in places, and throws where an exception ends the program: neither can be
 * mended from outside, but both can end in one clear line. */
#include "crash.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "memory.h"
#include "xapian_c.h"

/* For one message; a stack that ran over has none to spare. */
#define STACK_BYTES ((size_t)64 << 10)

static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static void set_handler(void (*handler)(int signal), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        sigaction(deadly[i], &action, NULL);
}

void crash_prepare(void (*handler)(int signal))
{
#ifdef __SANITIZE_ADDRESS__
    (void)handler;
#else
    stack_t stack = {.ss_sp = memory_allocate(1, STACK_BYTES), .ss_size = STACK_BYTES};
    sigaltstack(&stack, NULL); /* the stack lives as long as the process */
    xapian_abort_quietly();
    set_handler(handler, SA_ONSTACK | (int)SA_RESETHAND);
#endif
}

void crash_end(struct str message)
{
    ssize_t written = write(STDERR_FILENO, message.data, message.length);
    (void)written; /* there is nobody to tell */
    _exit(2);
}

void crash_forget(void)
{
    set_handler(SIG_DFL, 0);
}
