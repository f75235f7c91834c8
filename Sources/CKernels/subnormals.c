#include "subnormals.h"

#if defined(__x86_64__)

#include <xmmintrin.h>

unsigned long long subnormals_flush(void) {
  unsigned int state = _mm_getcsr();
  // Flush to zero for results, denormals are zero for operands.
  _mm_setcsr(state | 0x8000 | 0x0040);
  return state;
}

void subnormals_restore(unsigned long long state) { _mm_setcsr((unsigned int)state); }

#elif defined(__aarch64__)

unsigned long long subnormals_flush(void) {
  unsigned long long state;
  __asm__ volatile("mrs %0, fpcr" : "=r"(state));
  __asm__ volatile("msr fpcr, %0" : : "r"(state | 1ull << 24));
  return state;
}

void subnormals_restore(unsigned long long state) { __asm__ volatile("msr fpcr, %0" : : "r"(state)); }

#else

unsigned long long subnormals_flush(void) { return 0; }

void subnormals_restore(unsigned long long state) { (void)state; }

#endif
