// Products with a small matrix that is used again and again: the recurrent half of a cell.
//
// A general product packs its operands at every call. A recurrent product multiplies a few rows by the same weights
// at every time step, so the weights are packed once a pass, into panels of 32 columns that lie one after another:
// panel j holds, for k = 0, 1, …, the elements [k, 32 j ..< 32 j + 32], zeros past the last column.
//
// Each element of the result is a sum over k in order, in one accumulator, with the same operations whatever the
// number of rows: a row's result does not depend on the rows it is computed with.
#include "kernels.h"

#define PANEL 32

#define FORESEE_PACK(REAL, S)                                                                                  \
  size_t foresee_packed_count_##S(size_t inner, size_t columns) {                                             \
    return (columns + PANEL - 1) / PANEL * PANEL * inner;                                                     \
  }                                                                                                           \
  void foresee_pack_##S(const REAL *source, int transposed, size_t inner, size_t columns, REAL *packed) {     \
    for (size_t first = 0; first < columns; first += PANEL)                                                   \
      for (size_t k = 0; k < inner; k++)                                                                      \
        for (size_t j = first; j < first + PANEL; j++)                                                        \
          *packed++ = j >= columns ? 0 : transposed ? source[j * inner + k] : source[k * columns + j];        \
  }

FORESEE_PACK(float, f)
FORESEE_PACK(double, d)

void foresee_multiply_packed_d(const double *left, const double *packed, double *result, size_t rows, size_t inner,
                               size_t columns) {
  for (size_t first = 0; first < columns; first += PANEL) {
    const double *panel = packed + first * inner;
    const size_t width = columns - first < PANEL ? columns - first : PANEL;
    for (size_t r = 0; r < rows; r++) {
      double sum[PANEL] = {0};
      for (size_t k = 0; k < inner; k++)
        for (size_t j = 0; j < PANEL; j++) sum[j] += left[r * inner + k] * panel[k * PANEL + j];
      for (size_t j = 0; j < width; j++) result[r * columns + first + j] += sum[j];
    }
  }
}

// MARK: - Single precision

// One tile: ROWS rows times VECTORS vectors of WIDTH columns, all sums in registers.
#define FORESEE_TILE(NAME, VECTOR, WIDTH, VECTORS, ROWS, TARGET)                                               \
  TARGET static void NAME(const float *restrict left, size_t left_stride, const float *restrict panel,         \
                          float *restrict result, size_t stride, size_t inner, size_t width) {                \
    VECTOR sum[ROWS][VECTORS];                                                                                \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                                         \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) sum[r][v] = (VECTOR){0};         \
    for (size_t k = 0; k < inner; k++) {                                                                      \
      const VECTOR *b = (const VECTOR *)(panel + k * PANEL);                                                  \
      _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++) {                                     \
        const VECTOR a = left[r * left_stride + k] - (VECTOR){0}; /* in every lane; x - 0 is x */            \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) sum[r][v] += a * b[v];           \
      }                                                                                                       \
    }                                                                                                         \
    for (int r = 0; r < ROWS; r++) {                                                                          \
      const float *elements = (const float *)sum[r];                                                          \
      float *out = result + r * stride;                                                                       \
      if (width >= VECTORS * WIDTH) {                                                                         \
        for (int j = 0; j < VECTORS * WIDTH; j++) out[j] += elements[j];                                      \
      } else {                                                                                                \
        for (size_t j = 0; j < width; j++) out[j] += elements[j];                                             \
      }                                                                                                       \
    }                                                                                                         \
  }

// All panels and rows by tiles; TALL and its fractions are the tiles for 8, 4, 2 and 1 rows.
#define FORESEE_MULTIPLY(NAME, COLUMNS, R8, R4, R2, R1, TARGET)                                                \
  TARGET static void NAME(const float *left, const float *packed, float *result, size_t rows, size_t inner,    \
                          size_t columns) {                                                                   \
    for (size_t first = 0; first < columns; first += COLUMNS) {                                               \
      const float *panel = packed + first / PANEL * PANEL * inner + first % PANEL;                            \
      const size_t width = columns - first;                                                                   \
      size_t r = 0;                                                                                           \
      for (; r + 8 <= rows; r += 8)                                                                           \
        R8(left + r * inner, inner, panel, result + r * columns + first, columns, inner, width);              \
      for (; r + 4 <= rows; r += 4)                                                                           \
        R4(left + r * inner, inner, panel, result + r * columns + first, columns, inner, width);              \
      for (; r + 2 <= rows; r += 2)                                                                           \
        R2(left + r * inner, inner, panel, result + r * columns + first, columns, inner, width);              \
      for (; r < rows; r++)                                                                                   \
        R1(left + r * inner, inner, panel, result + r * columns + first, columns, inner, width);              \
    }                                                                                                         \
  }

#pragma clang fp contract(fast)

typedef float vector4 __attribute__((vector_size(16), aligned(4)));

#if defined(__x86_64__) && defined(__linux__)
typedef float vector8 __attribute__((vector_size(32), aligned(4)));
typedef float vector16 __attribute__((vector_size(64), aligned(4)));
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#define AVX2 __attribute__((target("avx2,fma")))

FORESEE_TILE(tile8_avx512, vector16, 16, 2, 8, AVX512)
FORESEE_TILE(tile4_avx512, vector16, 16, 2, 4, AVX512)
FORESEE_TILE(tile2_avx512, vector16, 16, 2, 2, AVX512)
FORESEE_TILE(tile1_avx512, vector16, 16, 2, 1, AVX512)
FORESEE_MULTIPLY(multiply_avx512, 32, tile8_avx512, tile4_avx512, tile2_avx512, tile1_avx512, AVX512)

// Sixteen registers hold no more than 4 rows of 16 columns, an operand and the weights.
FORESEE_TILE(tile4_avx2, vector8, 8, 2, 4, AVX2)
FORESEE_TILE(tile2_avx2, vector8, 8, 2, 2, AVX2)
FORESEE_TILE(tile1_avx2, vector8, 8, 2, 1, AVX2)
#define TILE8_AVX2(left, left_stride, panel, result, stride, inner, width)                                     \
  (tile4_avx2(left, left_stride, panel, result, stride, inner, width),                                        \
   tile4_avx2((left) + 4 * (left_stride), left_stride, panel, (result) + 4 * (stride), stride, inner, width))
FORESEE_MULTIPLY(multiply_avx2, 16, TILE8_AVX2, tile4_avx2, tile2_avx2, tile1_avx2, AVX2)
#endif

FORESEE_TILE(tile4_plain, vector4, 4, 2, 4, )
FORESEE_TILE(tile2_plain, vector4, 4, 2, 2, )
FORESEE_TILE(tile1_plain, vector4, 4, 2, 1, )
#define TILE8_PLAIN(left, left_stride, panel, result, stride, inner, width)                                    \
  (tile4_plain(left, left_stride, panel, result, stride, inner, width),                                       \
   tile4_plain((left) + 4 * (left_stride), left_stride, panel, (result) + 4 * (stride), stride, inner, width))
FORESEE_MULTIPLY(multiply_plain, 8, TILE8_PLAIN, tile4_plain, tile2_plain, tile1_plain, )

void foresee_multiply_packed_f(const float *left, const float *packed, float *result, size_t rows, size_t inner,
                               size_t columns) {
#if defined(__x86_64__) && defined(__linux__)
  if (__builtin_cpu_supports("x86-64-v4")) return multiply_avx512(left, packed, result, rows, inner, columns);
  if (__builtin_cpu_supports("x86-64-v3")) return multiply_avx2(left, packed, result, rows, inner, columns);
#endif
  multiply_plain(left, packed, result, rows, inner, columns);
}
