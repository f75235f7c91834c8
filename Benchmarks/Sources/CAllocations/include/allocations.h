#ifndef FORESEE_ALLOCATIONS_H
#define FORESEE_ALLOCATIONS_H

/// The number of heap allocations this process has made.
unsigned long allocation_count(void);

/// The bytes of the heap that this process holds now.
unsigned long allocated_bytes(void);

#endif
