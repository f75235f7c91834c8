#include "kernels.h"

#if defined(__x86_64__)

#include <xmmintrin.h>

uint64_t foresee_flush_subnormals(void) {
  unsigned int state = _mm_getcsr();
  // Flush to zero for results, denormals are zero for operands.
  _mm_setcsr(state | 0x8000 | 0x0040);
  return state;
}

void foresee_restore_subnormals(uint64_t state) { _mm_setcsr((unsigned int)state); }

#elif defined(__aarch64__)

uint64_t foresee_flush_subnormals(void) {
  uint64_t state;
  __asm__ volatile("mrs %0, fpcr" : "=r"(state));
  __asm__ volatile("msr fpcr, %0" : : "r"(state | 1ull << 24));
  return state;
}

void foresee_restore_subnormals(uint64_t state) { __asm__ volatile("msr fpcr, %0" : : "r"(state)); }

#else

uint64_t foresee_flush_subnormals(void) { return 0; }

void foresee_restore_subnormals(uint64_t state) { (void)state; }

#endif
