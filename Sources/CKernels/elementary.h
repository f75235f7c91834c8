// exp, tanh and the logistic function as straight-line code, so that loops over them become vector code.
//
// Single precision, goals in order: never a NaN out of a finite input; no denormal results that would slow
// later loops (so exp stays at its ends beyond ±87); small errors: exp 1 ulp, tanh and the logistic function 2.5,
// pairs of them 4 (tests sweep the float range against double precision); speed.
// Coefficients: S. L. Moshier, Cephes Mathematical Library, expf (minimax polynomial).
#ifndef FORESEE_ELEMENTARY_H
#define FORESEE_ELEMENTARY_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define FORESEE_INLINE static inline __attribute__((always_inline))

// x = n ln 2 + r with |r| <= ln(2)/2: returns exp(r) - 1 and `scale` = 2ⁿ, for x held within ±limit.
// Adding 1.5·2²³ rounds to an integer and leaves it in the low bits, which avoids a conversion that is undefined
// for NaN. ln 2 is split so that n·high is exact.
FORESEE_INLINE float foresee_exp_parts(float x, float limit, float *scale) {
  const float magic = 12582912.0f;
  float clamped = x < -limit ? -limit : x;
  clamped = clamped > limit ? limit : clamped;
  float shifted = clamped * 1.44269504088896341f + magic;
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  float n = shifted - magic;
  float r = clamped - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  // The low bits of `shifted` are n + 2²² (mod 2²³); only n modulo 2⁹ survives the shift.
  uint32_t power = (bits + 127u) << 23;
  memcpy(scale, &power, sizeof *scale);
  return p * (r * r) + r;
}

FORESEE_INLINE float foresee_exp1_f(float x) {
  float scale, rest = foresee_exp_parts(x, 87.0f, &scale);
  return (rest + 1.0f) * scale;
}

FORESEE_INLINE float foresee_sigmoid1_f(float x) { return 1.0f / (1.0f + foresee_exp1_f(-x)); }

// exp(x) - 1 without cancellation near 0, for x held within ±43: two such numbers, multiplied, stay finite.
FORESEE_INLINE float foresee_expm1_f(float x) {
  float scale, rest = foresee_exp_parts(x, 43.0f, &scale);
  return scale * rest + (scale - 1.0f);
}

FORESEE_INLINE float foresee_tanh1_f(float x) {
  float e = foresee_expm1_f(-2.0f * __builtin_fabsf(x));
  return __builtin_copysignf(e / (e + 2.0f), x);
}

// Two logistic functions, or one and a tanh, by one division: vector units divide slowly, and gates come in pairs.
// 1/a = b · 1/(ab) and 1/b = a · 1/(ab). A logistic function stays at 2e-19 below -43.
FORESEE_INLINE void foresee_sigmoids1_f(float x, float y, float *sigmoid_x, float *sigmoid_y) {
  float a = foresee_expm1_f(-x) + 2.0f, b = foresee_expm1_f(-y) + 2.0f;
  float inverse = 1.0f / (a * b);
  *sigmoid_x = inverse * b;
  *sigmoid_y = inverse * a;
}

FORESEE_INLINE void foresee_sigmoid_tanh1_f(float x, float y, float *sigmoid_x, float *tanh_y) {
  float a = foresee_expm1_f(-x) + 2.0f, e = foresee_expm1_f(2.0f * y), b = e + 2.0f;
  float inverse = 1.0f / (a * b);
  *sigmoid_x = inverse * b;
  *tanh_y = e * (inverse * a);
}

FORESEE_INLINE double foresee_exp1_d(double x) { return exp(x); }
FORESEE_INLINE double foresee_tanh1_d(double x) { return tanh(x); }
FORESEE_INLINE double foresee_sigmoid1_d(double x) { return 1.0 / (1.0 + exp(-x)); }

FORESEE_INLINE void foresee_sigmoids1_d(double x, double y, double *sigmoid_x, double *sigmoid_y) {
  *sigmoid_x = foresee_sigmoid1_d(x);
  *sigmoid_y = foresee_sigmoid1_d(y);
}

FORESEE_INLINE void foresee_sigmoid_tanh1_d(double x, double y, double *sigmoid_x, double *tanh_y) {
  *sigmoid_x = foresee_sigmoid1_d(x);
  *tanh_y = tanh(y);
}

// Without the errno of the C library, which would keep loops scalar.
#ifdef __clang__
FORESEE_INLINE float foresee_sqrt1_f(float x) { return __builtin_elementwise_sqrt(x); }
FORESEE_INLINE double foresee_sqrt1_d(double x) { return __builtin_elementwise_sqrt(x); }
#else
FORESEE_INLINE float foresee_sqrt1_f(float x) { return sqrtf(x); }
FORESEE_INLINE double foresee_sqrt1_d(double x) { return sqrt(x); }
#endif

#endif
