// Counts the heap allocations of each thread by standing in front of glibc's allocator, so that tests that run
// beside do not disturb the count.
#include "allocations.h"

#include <stdlib.h>

#ifdef __GLIBC__

#include <errno.h>
#include <malloc.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *pointer, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *pointer);

static _Thread_local unsigned long allocations;
static _Thread_local long bytes;

static long held(void *pointer) { return pointer ? (long)malloc_usable_size(pointer) : 0; }

static void *counted(void *pointer) {
  allocations++;
  bytes += held(pointer);
  return pointer;
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return counted(__libc_calloc(count, size)); }

void *realloc(void *pointer, size_t size) {
  long before = held(pointer);
  void *moved = __libc_realloc(pointer, size);
  if (moved || size == 0) bytes -= before;
  return counted(moved);
}

void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

void *valloc(size_t size) { return memalign((size_t)sysconf(_SC_PAGESIZE), size); }

void *pvalloc(size_t size) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return memalign(page, (size + page - 1) / page * page);
}

int posix_memalign(void **pointer, size_t alignment, size_t size) {
  void *found = memalign(alignment, size);
  if (!found) return ENOMEM;
  *pointer = found;
  return 0;
}

void free(void *pointer) {
  bytes -= held(pointer);
  __libc_free(pointer);
}

unsigned long allocations_of_this_thread(void) { return allocations; }

long bytes_of_this_thread(void) { return bytes; }

#else

// Elsewhere nothing is counted, and the tests that count say so.
unsigned long allocations_of_this_thread(void) { return 0; }

long bytes_of_this_thread(void) { return 0; }

#endif
