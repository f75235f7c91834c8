// Products with weights that are used again and again: the recurrent half of a cell, and what feeds it.
//
// A general product packs its operands at every call. A recurrent product multiplies a few rows by the same weights
// at every time step, so the weights are packed once a pass, into panels of 32 columns that lie one after another:
// panel j holds, for k = 0, 1, …, the elements [k, 32 j ..< 32 j + 32], zeros past the last column.
//
// Each element of the result is a sum over the products and k in order, in one accumulator, with the same operations
// whatever the number of rows: a row's result does not depend on the rows it is computed with.
#include <string.h>

#include "kernels.h"
#include "vectors.h"

#define FORESEE_PACK(REAL, S)                                                                                  \
  size_t foresee_packed_count_##S(size_t inner, size_t columns) {                                             \
    return (columns + PANEL - 1) / PANEL * PANEL * inner;                                                     \
  }                                                                                                           \
  void foresee_pack_##S(const REAL *source, int transposed, size_t inner, size_t columns, REAL *packed) {     \
    for (size_t first = 0; first < columns; first += PANEL) {                                                 \
      const size_t width = columns - first < PANEL ? columns - first : PANEL;                                 \
      if (width < PANEL) memset(packed, 0, inner * PANEL * sizeof(REAL));                                     \
      if (transposed) /* row by row of the source: it is read in order, and the panel stays in the cache */   \
        for (size_t j = 0; j < width; j++)                                                                    \
          for (size_t k = 0; k < inner; k++) packed[k * PANEL + j] = source[(first + j) * inner + k];         \
      else                                                                                                    \
        for (size_t k = 0; k < inner; k++)                                                                    \
          memcpy(packed + k * PANEL, source + k * columns + first, width * sizeof(REAL));                     \
      packed += inner * PANEL;                                                                                \
    }                                                                                                         \
  }

FORESEE_PACK(float, f)
FORESEE_PACK(double, d)

#pragma clang fp contract(fast)

// The sums of a row stay in registers where there are sixteen of AVX-512.
FORESEE_KERNEL void foresee_products_d(const double *x, const double *w, size_t x_inner, const double *h,
                                       const double *u, size_t h_inner, const double *bias, int adding,
                                       double *result, size_t rows, size_t columns) {
  for (size_t first = 0; first < columns; first += PANEL) {
    const size_t width = columns - first < PANEL ? columns - first : PANEL;
    for (size_t r = 0; r < rows; r++) {
      double sum[PANEL] = {0};
      for (size_t k = 0; k < x_inner; k++)
        for (size_t j = 0; j < PANEL; j++) sum[j] += x[r * x_inner + k] * w[first * x_inner + k * PANEL + j];
      for (size_t k = 0; k < h_inner; k++)
        for (size_t j = 0; j < PANEL; j++) sum[j] += h[r * h_inner + k] * u[first * h_inner + k * PANEL + j];
      double *out = result + r * columns + first;
      for (size_t j = 0; j < width; j++) out[j] = sum[j] + (adding ? out[j] : bias ? bias[first + j] : 0);
    }
  }
}

// MARK: - Single precision

// left [rows, inner] times a packed [inner, columns].
struct product {
  const float *left, *packed;
  size_t inner;
};

// One tile: ROWS rows from `row` times VECTORS vectors of WIDTH columns from `first`, all sums in registers.
#define FORESEE_TILE(NAME, VECTOR, WIDTH, VECTORS, ROWS, TARGET)                                               \
  TARGET static inline void NAME(const struct product *products, size_t count, const float *bias,    \
                                 int adding, float *result, size_t row, size_t first, size_t columns) {        \
    VECTOR sum[ROWS][VECTORS];                                                                                \
    UNROLLED for (int r = 0; r < ROWS; r++)                                                                   \
      UNROLLED for (int v = 0; v < VECTORS; v++) sum[r][v] = (VECTOR){0};                                     \
    for (size_t p = 0; p < count; p++) {                                                                      \
      const size_t inner = products[p].inner;                                                                 \
      const float *left = products[p].left + row * inner;                                                     \
      const float *panel = products[p].packed + first / PANEL * PANEL * inner + first % PANEL;                \
      for (size_t k = 0; k < inner; k++) {                                                                    \
        const VECTOR *b = (const VECTOR *)(panel + k * PANEL);                                                \
        UNROLLED for (int r = 0; r < ROWS; r++) {                                                             \
          const VECTOR a = left[r * inner + k] - (VECTOR){0}; /* in every lane; x - 0 is x */                 \
          UNROLLED for (int v = 0; v < VECTORS; v++) sum[r][v] += a * b[v];                                   \
        }                                                                                                     \
      }                                                                                                       \
    }                                                                                                         \
    float *out = result + row * columns + first;                                                              \
    if (columns - first >= VECTORS * WIDTH) {                                                                 \
      UNROLLED for (int r = 0; r < ROWS; r++) {                                                               \
        VECTOR *to = (VECTOR *)(out + r * columns);                                                           \
        UNROLLED for (int v = 0; v < VECTORS; v++) {                                                          \
          const VECTOR start = adding ? to[v] : bias ? ((const VECTOR *)(bias + first))[v] : (VECTOR){0};     \
          to[v] = sum[r][v] + start;                                                                          \
        }                                                                                                     \
      }                                                                                                       \
      return;                                                                                                 \
    }                                                                                                         \
    float sums[ROWS][VECTORS * WIDTH];                                                                        \
    UNROLLED for (int r = 0; r < ROWS; r++) memcpy(sums[r], sum[r], sizeof sums[r]);                          \
    for (int r = 0; r < ROWS; r++)                                                                            \
      for (size_t j = 0; j < columns - first; j++) {                                                          \
        float *to = out + r * columns + j;                                                                    \
        *to = sums[r][j] + (adding ? *to : bias ? bias[first + j] : 0);                                       \
      }                                                                                                       \
  }

#define TILED(NAME, ROWS, CONDITION)                                                                           \
  for (; CONDITION; row += ROWS) NAME(products, count, bias, adding, result, row, first, columns)

// Rows in blocks whose operands stay in the cache while all panels pass; LADDER cuts a block into tiles.
#define BLOCK 64
#define FORESEE_LOOPS(NAME, COLUMNS, LADDER, TARGET)                                                           \
  TARGET static void NAME(const struct product *products, size_t count, const float *bias,           \
                          int adding, float *result, size_t rows, size_t columns) {                           \
    for (size_t block = 0; block < rows; block += BLOCK) {                                                    \
      const size_t end = rows - block < BLOCK ? rows : block + BLOCK;                                         \
      for (size_t first = 0; first < columns; first += COLUMNS) {                                             \
        size_t row = block;                                                                                   \
        LADDER                                                                                                \
      }                                                                                                       \
    }                                                                                                         \
  }

#define LEFT (end - row)

#include "tiles.inc"

void foresee_products_f(const float *x, const float *w, size_t x_inner, const float *h, const float *u,
                        size_t h_inner, const float *bias, int adding, float *result, size_t rows,
                        size_t columns) {
  const struct product products[] = {{x, w, x_inner}, {h, u, h_inner}};
  const size_t count = h_inner > 0 ? 2 : 1;
  FORESEE_BEST(products, count, bias, adding, result, rows, columns);
}
