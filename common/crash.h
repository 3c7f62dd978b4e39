/* The last word of a process that a damaged database, or a disk that fails, brings down inside of
 * Xapian. */
#ifndef REVUE_CRASH_H
#define REVUE_CRASH_H

#include "str.h"

/* From now on `handler` is called where the process would die of SIGSEGV, SIGBUS, SIGFPE, SIGILL or
 * SIGABRT, once, on a stack of its own; it calls crash_end(). An exception that C++ lets nobody
 * catch is such an end, too. In a build with AddressSanitizer nothing is changed: its report tells
 * more. */
void crash_prepare(void (*handler)(int signal));

/* Writes the message, a line, on standard error and ends the process with the exit status of an
 * error, 2; safe in a handler of signals. */
_Noreturn void crash_end(struct str message);

/* Back to what the system does: for a process whose parent looks how it ended. */
void crash_forget(void);

#endif
