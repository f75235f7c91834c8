// Gradients of weights: gradientᵀ input, summed over the rows of several time steps.
//
// The sum is kept in the order of the packed weights (see products.c), transposed: a panel holds 32 outputs, for one
// input after the other. So the vectors run along the gradient, whose rows are the longer ones, whole vectors are
// stored however few inputs there are, and nothing is packed before it is multiplied.
//
// Each element is a sum over the rows in order, in one accumulator.
#include <string.h>

#include "kernels.h"
#include "vectors.h"

#define FORESEE_UNPACK(REAL, S)                                                                                \
  void foresee_unpack_add_##S(const REAL *packed, size_t inner, size_t columns, REAL *result) {               \
    for (size_t first = 0; first < columns; first += PANEL) {                                                 \
      const size_t width = columns - first < PANEL ? columns - first : PANEL;                                 \
      for (size_t j = 0; j < width; j++)                                                                      \
        for (size_t k = 0; k < inner; k++) result[(first + j) * inner + k] += packed[k * PANEL + j];          \
      packed += inner * PANEL;                                                                                \
    }                                                                                                         \
  }

FORESEE_UNPACK(float, f)
FORESEE_UNPACK(double, d)

void foresee_gradients_d(const double *gradient, const double *input, size_t rows, size_t inputs,
                         size_t outputs, double *packed) {
  for (size_t first = 0; first < outputs; first += PANEL, packed += inputs * PANEL) {
    const size_t width = outputs - first < PANEL ? outputs - first : PANEL;
    for (size_t r = 0; r < rows; r++)
      for (size_t k = 0; k < inputs; k++)
        for (size_t j = 0; j < width; j++)
          packed[k * PANEL + j] += gradient[r * outputs + first + j] * input[r * inputs + k];
  }
}

// MARK: - Single precision

// One tile: COUNT inputs times VECTORS vectors of WIDTH outputs, all sums in registers.
#define FORESEE_TILE(NAME, VECTOR, WIDTH, VECTORS, COUNT, TARGET)                                              \
  TARGET static inline void NAME(const float *gradient, size_t stride, const float *input, size_t inputs,      \
                                 size_t rows, float *packed) {                                                 \
    VECTOR sum[COUNT][VECTORS];                                                                               \
    UNROLLED for (int i = 0; i < COUNT; i++)                                                                  \
      UNROLLED for (int v = 0; v < VECTORS; v++) sum[i][v] = ((const VECTOR *)(packed + i * PANEL))[v];       \
    for (size_t r = 0; r < rows; r++) {                                                                       \
      const VECTOR *g = (const VECTOR *)(gradient + r * stride);                                              \
      UNROLLED for (int i = 0; i < COUNT; i++) {                                                              \
        const VECTOR x = input[r * inputs + i] - (VECTOR){0}; /* in every lane; x - 0 is x */                 \
        UNROLLED for (int v = 0; v < VECTORS; v++) sum[i][v] += x * g[v];                                     \
      }                                                                                                       \
    }                                                                                                         \
    UNROLLED for (int i = 0; i < COUNT; i++)                                                                  \
      UNROLLED for (int v = 0; v < VECTORS; v++) ((VECTOR *)(packed + i * PANEL))[v] = sum[i][v];             \
  }

#define TILED(NAME, COUNT, CONDITION)                                                                          \
  for (; CONDITION; i += COUNT)                                                                               \
    NAME(from + part, stride, input + row * inputs + i, inputs, height, packed + panel + i * PANEL + part)

// Rows in blocks that stay in the cache while all tiles pass. A panel that is not full is copied, and one that many
// tiles read: its rows lie so far apart that they push each other out of the innermost cache.
#define BLOCK 64
#define MANY_INPUTS 48
#define FORESEE_LOOPS(NAME, COLUMNS, LADDER, TARGET)                                                           \
  TARGET static void NAME(const float *gradient, const float *input, size_t rows, size_t inputs,              \
                          size_t outputs, float *packed) {                                                    \
    float copy[BLOCK * PANEL];                                                                                \
    for (size_t row = 0; row < rows; row += BLOCK) {                                                          \
      const size_t height = rows - row < BLOCK ? rows - row : BLOCK;                                          \
      for (size_t first = 0; first < outputs; first += PANEL) {                                               \
        const float *from = gradient + row * outputs + first;                                                 \
        size_t stride = outputs;                                                                              \
        const size_t width = outputs - first < PANEL ? outputs - first : PANEL;                               \
        if (width < PANEL || inputs >= MANY_INPUTS) {                                                         \
          if (width < PANEL) memset(copy, 0, sizeof copy);                                                    \
          for (size_t r = 0; r < height; r++)                                                                 \
            memcpy(copy + r * PANEL, from + r * outputs, width * sizeof *copy);                               \
          from = copy;                                                                                        \
          stride = PANEL;                                                                                     \
        }                                                                                                     \
        const size_t panel = first * inputs;                                                                  \
        for (size_t part = 0; part < PANEL; part += COLUMNS) {                                                \
          size_t i = 0;                                                                                       \
          LADDER                                                                                              \
        }                                                                                                     \
      }                                                                                                       \
    }                                                                                                         \
  }

#define LEFT (inputs - i)

#include "tiles.inc"

void foresee_gradients_f(const float *gradient, const float *input, size_t rows, size_t inputs,
                         size_t outputs, float *packed) {
  FORESEE_BEST(gradient, input, rows, inputs, outputs, packed);
}
