// Both precisions of every kernel, from one text.
//
// On x86-64 with glibc each public kernel is compiled for AVX-512, AVX2 and plain x86-64 and chosen when the program is
// loaded, so one binary is fast where it can be and runs everywhere. Elsewhere it is compiled once, for the target.
#include "kernels.h"

#include "elementary.h"
#include "philox.h"
#include "vectors.h"

#pragma clang fp contract(fast)

// The iterations of the loop that follows are independent: gates are parts of one row, which the compiler cannot
// tell from pointers alone, and its check at run time fails. Double precision calls the C library and stays scalar.
#define FORESEE_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#define FORESEE_INTERLEAVED _Pragma("clang loop vectorize(assume_safety) interleave_count(4)")
#define REAL float
#define NAME(x) x##_f
#include "kernels.inc"
#undef REAL
#undef NAME
#undef FORESEE_INDEPENDENT
#undef FORESEE_INTERLEAVED

#define FORESEE_INDEPENDENT
#define FORESEE_INTERLEAVED
#define REAL double
#define NAME(x) x##_d
#include "kernels.inc"
#undef REAL
#undef NAME
