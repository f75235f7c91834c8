#ifndef FORESEE_KERNELS_H
#define FORESEE_KERNELS_H
#include <stdint.h>
#endif
