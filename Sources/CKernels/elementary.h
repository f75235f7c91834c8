// exp, tanh and the logistic function as straight-line code, so that loops over them become vector code.
//
// Single precision, goals in order: never a NaN out of a finite input; no denormal results that would slow
// later loops (so exp stays at its ends beyond ±87); small errors: exp 1 ulp, tanh 1.5, the logistic function 2.5
// (tests sweep the float range against double precision); speed.
// Coefficients: S. L. Moshier, Cephes Mathematical Library, expf and tanhf (minimax polynomials).
#ifndef FORESEE_ELEMENTARY_H
#define FORESEE_ELEMENTARY_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define FORESEE_INLINE static inline __attribute__((always_inline))

// x = n ln 2 + r with |r| <= ln(2)/2, exp(x) = 2ⁿ exp(r). Adding 1.5·2²³ rounds to an integer and leaves it
// in the low bits, which avoids a conversion that is undefined for NaN. ln 2 is split so that n·high is exact.
FORESEE_INLINE float foresee_exp1_f(float x) {
  const float magic = 12582912.0f;
  float clamped = x < -87.0f ? -87.0f : x;
  clamped = clamped > 87.0f ? 87.0f : clamped;
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
  p = p * (r * r) + r + 1.0f;
  // The low bits of `shifted` are n + 2²² (mod 2²³); only n modulo 2⁹ survives the shift.
  uint32_t power = (bits + 127u) << 23;
  float scale;
  memcpy(&scale, &power, sizeof scale);
  return p * scale;
}

FORESEE_INLINE float foresee_sigmoid1_f(float x) { return 1.0f / (1.0f + foresee_exp1_f(-x)); }

FORESEE_INLINE float foresee_tanh1_f(float x) {
  float magnitude = x < 0.0f ? -x : x;
  float e = foresee_exp1_f(-2.0f * magnitude);
  float large = (1.0f - e) / (1.0f + e);
  large = x < 0.0f ? -large : large;
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float small = p * z * x + x;
  return magnitude < 0.625f ? small : large;
}

FORESEE_INLINE double foresee_exp1_d(double x) { return exp(x); }
FORESEE_INLINE double foresee_tanh1_d(double x) { return tanh(x); }
FORESEE_INLINE double foresee_sigmoid1_d(double x) { return 1.0 / (1.0 + exp(-x)); }

FORESEE_INLINE float foresee_sqrt1_f(float x) { return __builtin_elementwise_sqrt(x); }
FORESEE_INLINE double foresee_sqrt1_d(double x) { return __builtin_elementwise_sqrt(x); }

#endif
