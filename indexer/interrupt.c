/* The one thing in this program that is not handed on by an argument: a signal has nowhere else to
 * put its word. */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t asked;

static void ask(int number)
{
    if (asked) { /* the second time; it comes when this function has returned */
        signal(number, SIG_DFL);
        raise(number);
    }
    asked = number;
}

void interrupt_prepare(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = ask};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction before;
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
}

int interrupt_asked(void)
{
    return asked;
}
