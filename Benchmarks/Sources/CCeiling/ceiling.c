#include "ceiling.h"

#include <cblas.h>

void multiply_squares(const float *left, const float *right, float *result, int size) {
  openblas_set_num_threads(1);
  cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, left, size, right, size, 0, result, size);
}
