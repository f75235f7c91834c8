#include <cblas.h>

// OpenBLAS has LAPACK's Cholesky factorisation; its header is not installed with it everywhere.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
