#ifndef FORESEE_ALLOCATIONS_H
#define FORESEE_ALLOCATIONS_H
/// The number of heap allocations this process has made.
unsigned long foresee_allocations(void);
#endif
