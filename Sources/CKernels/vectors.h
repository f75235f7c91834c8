// Vectors and the processors that have them.
#ifndef FORESEE_VECTORS_H
#define FORESEE_VECTORS_H

#include <stdint.h>

/// Columns of a panel of packed weights.
#define PANEL 32

#define UNROLLED _Pragma("clang loop unroll(full)")

typedef float vector4 __attribute__((vector_size(16), aligned(4)));

#if defined(__x86_64__)
// Tiles for wider vectors, of which products.c and gradients.c choose one at each call.
#define FORESEE_WIDE_TILES 1
typedef float vector8 __attribute__((vector_size(32), aligned(4)));
typedef float vector16 __attribute__((vector_size(64), aligned(4)));
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#define AVX2 __attribute__((target("avx2,fma")))
#endif

// A function compiled for each of them, chosen when the program is loaded. That takes a compiler with the attribute and a
// loader that resolves indirect functions, which glibc's does; those of musl and of Apple's systems do not.
#ifndef __has_attribute
#define __has_attribute(x) 0
#endif
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && __has_attribute(target_clones)
#define FORESEE_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FORESEE_KERNEL
#endif

#endif
