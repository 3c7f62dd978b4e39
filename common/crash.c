/* Xapian trusts its files in places, and throws where an exception ends the program: neither can be
 * mended from outside, but both can end in one clear line. */
#include "crash.h"

#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
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
    void *place = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                       0);
    if (place == MAP_FAILED)
        memory_out();
    stack_t stack = {.ss_sp = place, .ss_size = STACK_BYTES}; /* it lives as long as the process */
    sigaltstack(&stack, NULL);
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
