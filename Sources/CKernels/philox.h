// Philox4x32-10: Salmon, Moraes, Dror, Shaw (2011), doi:10.1145/2063384.2063405.
#ifndef FORESEE_PHILOX_H
#define FORESEE_PHILOX_H

#include <stdint.h>

static inline __attribute__((always_inline)) void foresee_philox(uint64_t low, uint64_t high, uint64_t key,
                                                                uint32_t out[4]) {
  uint32_t c0 = (uint32_t)low, c1 = (uint32_t)(low >> 32), c2 = (uint32_t)high, c3 = (uint32_t)(high >> 32);
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  _Pragma("clang loop unroll(full)")
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
    uint32_t next0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, next2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)p1;
    c3 = (uint32_t)p0;
    c0 = next0;
    c2 = next2;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

#endif
