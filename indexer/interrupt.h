/* Stopping between two articles when somebody asks for it (^C, kill). */
#ifndef REVUE_INTERRUPT_H
#define REVUE_INTERRUPT_H

/* From now on the first SIGINT, SIGTERM or SIGHUP asks to stop and no more; the second ends the
 * process at once, as each would before. One that the process was started to ignore is ignored. */
void interrupt_prepare(void);

/* The signal that asked to stop, 0 when none did. A call of the system that waits fails with EINTR
 * when one comes. */
int interrupt_asked(void);

#endif
