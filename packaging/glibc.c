// What the archives that are linked ask of glibc 2.35 and 2.36, made of what 2.34 has: a binary that is built on a newer
// system then runs there too. The linker is told to take __wrap_NAME for NAME (--wrap=NAME).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

// Version 2.35 does not tell of errors by errno, which nothing here reads; the results are the same.
__asm__(".symver first_hypot, hypot@GLIBC_2.2.5");
__asm__(".symver first_hypotf, hypotf@GLIBC_2.2.5");
double first_hypot(double x, double y);
float first_hypotf(float x, float y);

double __wrap_hypot(double x, double y) { return first_hypot(x, y); }
float __wrap_hypotf(float x, float y) { return first_hypotf(x, y); }

/// For std::random_device.
uint32_t __wrap_arc4random(void) {
  uint32_t bits;
  if (getentropy(&bits, sizeof bits) != 0) abort();
  return bits;
}

#ifdef DLFO_STRUCT_HAS_EH_DBASE

struct search {
  uintptr_t address;
  struct dl_find_object *found;
};

/// Fills in `found` and returns 1 if the object holds the address.
static int look_into(struct dl_phdr_info *object, size_t size, void *argument) {
  struct search *search = argument;
  const ElfW(Phdr) *frames = NULL, *holder = NULL;
  (void)size;
  for (size_t n = 0; n < object->dlpi_phnum; n++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[n];
    if (part->p_type == PT_GNU_EH_FRAME) frames = part;
    if (part->p_type == PT_LOAD && search->address - (object->dlpi_addr + part->p_vaddr) < part->p_memsz)
      holder = part;
  }
  if (!frames || !holder) return 0;
  search->found->dlfo_map_start = (void *)(object->dlpi_addr + holder->p_vaddr);
  search->found->dlfo_map_end = (void *)(object->dlpi_addr + holder->p_vaddr + holder->p_memsz);
  search->found->dlfo_eh_frame = (void *)(object->dlpi_addr + frames->p_vaddr);
  return 1;
}

/// For libgcc, which looks here for the frames to unwind when an exception of C++ is thrown.
int __wrap__dl_find_object(void *address, struct dl_find_object *found) {
  struct search search = {(uintptr_t)address, found};
  *found = (struct dl_find_object){0};
  return dl_iterate_phdr(look_into, &search) ? 0 : -1;
}

#endif
