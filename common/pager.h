/* A program that shows what is longer than the terminal, between standard output and the terminal.
 */
#ifndef REVUE_PAGER_H
#define REVUE_PAGER_H

#include <sys/types.h>

#include "error.h"

/* Zeroed: none runs. */
struct pager {
    pid_t process;
};

/* Starts $PAGER, by the shell, or `less -R`, and makes it the reader of standard output; does
 * nothing when it runs already or PAGER is empty. From then on an interrupt is the pager's.
 * Standard output is no terminal any more: what is to be known of it is asked before. Fails with
 * STATUS_SYSTEM. */
enum status pager_start(struct pager *pager, struct error *error);

/* Waits until the pager is left; standard output is closed before. Fails with STATUS_SYSTEM when
 * the shell did not find it: then nothing was shown. */
enum status pager_wait(struct pager *pager, struct error *error);

#endif
