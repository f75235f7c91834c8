#ifndef FORESEE_CEILING_H
#define FORESEE_CEILING_H

/// Multiplies two square matrices of `size` rows with OpenBLAS' sgemm on the calling thread alone.
void multiply_squares(const float *left, const float *right, float *result, int size);

#endif
