#ifndef FORESEE_ALLOCATIONS_H
#define FORESEE_ALLOCATIONS_H

/// The heap allocations that the calling thread has made since it started.
unsigned long allocations_of_this_thread(void);

/// The bytes of these allocations, less those of what the thread has freed.
long bytes_of_this_thread(void);

#endif
