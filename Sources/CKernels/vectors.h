// Vectors and the processors that have them.
#ifndef FORESEE_VECTORS_H
#define FORESEE_VECTORS_H

/// Columns of a panel of packed weights.
#define PANEL 32

#define UNROLLED _Pragma("clang loop unroll(full)")

typedef float vector4 __attribute__((vector_size(16), aligned(4)));

#if defined(__x86_64__) && defined(__linux__)
typedef float vector8 __attribute__((vector_size(32), aligned(4)));
typedef float vector16 __attribute__((vector_size(64), aligned(4)));
// A function compiled for each of them, chosen when the program is loaded.
#define FORESEE_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#define AVX2 __attribute__((target("avx2,fma")))
#else
#define FORESEE_KERNEL
#endif

#endif
