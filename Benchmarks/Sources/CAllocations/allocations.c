// Counts heap allocations by standing in front of glibc's allocator.
#include "allocations.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *pointer, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *pointer);

static atomic_ulong allocations;
static atomic_ulong bytes;

static void *counted(void *pointer) {
  atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
  if (pointer) atomic_fetch_add_explicit(&bytes, malloc_usable_size(pointer), memory_order_relaxed);
  return pointer;
}

static void forget(void *pointer) {
  if (pointer) atomic_fetch_sub_explicit(&bytes, malloc_usable_size(pointer), memory_order_relaxed);
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return counted(__libc_calloc(count, size)); }

void *realloc(void *pointer, size_t size) {
  size_t held = pointer ? malloc_usable_size(pointer) : 0;
  void *moved = __libc_realloc(pointer, size);
  if (moved || size == 0) atomic_fetch_sub_explicit(&bytes, held, memory_order_relaxed);
  return counted(moved);
}

void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

int posix_memalign(void **pointer, size_t alignment, size_t size) {
  *pointer = counted(__libc_memalign(alignment, size));
  return *pointer ? 0 : ENOMEM;
}

void free(void *pointer) {
  forget(pointer);
  __libc_free(pointer);
}

unsigned long allocation_count(void) { return atomic_load_explicit(&allocations, memory_order_relaxed); }

unsigned long allocated_bytes(void) { return atomic_load_explicit(&bytes, memory_order_relaxed); }
