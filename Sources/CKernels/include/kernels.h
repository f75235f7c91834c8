// Element-wise loops of the networks, for single (…_f) and double (…_d) precision.
//
// Conventions. Matrices are row-major and contiguous. `rows` counts batch rows, `units` hidden units.
// `starts` holds for each row the first time step that has data (left padding before it), or is NULL when
// no row is padded; at a step before its start a row's state stays zero and its gradients are zero.
// Nothing here allocates, and nothing reads or writes outside the sizes it is given.
#ifndef FORESEE_KERNELS_H
#define FORESEE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#define FORESEE_DECLARE(REAL, S)                                                                               \
  /* x[i] = exp(x[i]), tanh(x[i]), 1 / (1 + exp(-x[i])), in place. */                                         \
  void foresee_exp_##S(REAL *x, size_t count);                                                                \
  void foresee_tanh_##S(REAL *x, size_t count);                                                               \
  void foresee_sigmoid_##S(REAL *x, size_t count);                                                            \
                                                                                                              \
  /* out[r] = row, for every row; sum += Σ_r in[r], and `also` the same unless NULL; y += x; sum of squares   \
     in double. */                                                                                            \
  void foresee_fill_rows_##S(const REAL *row, REAL *out, size_t rows, size_t columns);                        \
  void foresee_sum_rows_##S(const REAL *in, REAL *sum, REAL *also, size_t rows, size_t columns);              \
  void foresee_add_##S(const REAL *x, REAL *y, size_t count);                                                 \
  void foresee_move_##S(const REAL *goal, REAL share, REAL *y, size_t count);                                 \
  double foresee_squares_##S(const REAL *x, size_t count);                                                    \
  /* Packs `source`, which is a matrix [inner, columns] or its transpose [columns, inner]. */                 \
  size_t foresee_packed_count_##S(size_t inner, size_t columns);                                              \
  void foresee_pack_##S(const REAL *source, int transposed, size_t inner, size_t columns, REAL *packed);      \
  /* The product of x [rows, x_inner] and the packed w [x_inner, columns], plus that of h and u, which has    \
     h_inner 0 where there is none: added to result [rows, columns] when `adding`, otherwise result is that   \
     sum plus `bias` [columns] in every row, or plus nothing where `bias` is NULL. */                         \
  void foresee_products_##S(const REAL *x, const REAL *w, size_t x_inner, const REAL *h, const REAL *u,       \
                            size_t h_inner, const REAL *bias, int adding, REAL *result, size_t rows,          \
                            size_t columns);                                                                  \
  /* packed [inputs, outputs] += inputᵀ gradient, for input [rows, inputs] and gradient [rows, outputs]; the  \
     elements of a packed matrix [inner, columns] added to its transpose, result [columns, inner]. */         \
  void foresee_gradients_##S(const REAL *gradient, const REAL *input, size_t rows, size_t inputs,             \
                             size_t outputs, REAL *packed);                                                   \
  void foresee_unpack_add_##S(const REAL *packed, size_t inner, size_t columns, REAL *result);                \
  /* max(0, x) in place; gradient[i] = 0 where value[i] <= 0. */                                              \
  void foresee_relu_##S(REAL *x, size_t count);                                                               \
  void foresee_relu_backward_##S(const REAL *value, REAL *gradient, size_t count);                            \
                                                                                                              \
  /* One step of a vanilla cell: h = act(a). `rectified` chooses max(0, a) instead of tanh a. */              \
  void foresee_rnn_forward_##S(const REAL *a, REAL *h, size_t rows, size_t units, int rectified,              \
                               const int32_t *starts, int32_t step);                                         \
  /* a = ∂h ∘ act′, from the value h. */                                                                      \
  void foresee_rnn_backward_##S(REAL *a, const REAL *h, const REAL *dh, size_t rows, size_t units,            \
                                int rectified, const int32_t *starts, int32_t step);                         \
                                                                                                              \
  /* One LSTM step. `gates` [rows, 4·units] turns from pre-activations into i, f, g, o. */                    \
  void foresee_lstm_forward_##S(REAL *gates, const REAL *c_before, REAL *c, REAL *tanh_c, REAL *h,            \
                                size_t rows, size_t units, const int32_t *starts, int32_t step);             \
  /* `gates` turns from i, f, g, o into ∂a; `dc` from ∂c′ into ∂c. */                                         \
  void foresee_lstm_backward_##S(REAL *gates, const REAL *c_before, const REAL *tanh_c, const REAL *dh,       \
                                 REAL *dc, size_t rows, size_t units, const int32_t *starts, int32_t step);  \
                                                                                                              \
  /* One GRU step (reset after the product). `gates` holds W x + b, `hidden` holds U h + b′, both             \
     [rows, 3·units]; `gates` turns into r, z, n. */                                                          \
  void foresee_gru_forward_##S(REAL *gates, const REAL *hidden, const REAL *h_before, REAL *h, size_t rows,   \
                               size_t units, const int32_t *starts, int32_t step);                           \
  /* `gates` turns into ∂(W x + b), `hidden` into ∂(U h + b′); dh_before += ∂h′ ∘ z. */                        \
  void foresee_gru_backward_##S(REAL *gates, REAL *hidden, const REAL *h_before, const REAL *dh,              \
                                REAL *dh_before, size_t rows, size_t units, const int32_t *starts,           \
                                int32_t step);                                                               \
                                                                                                              \
  /* Attention of queries [heads, rows, leads, units] to states [steps, rows, units]: weights [heads, rows,     \
     leads, steps] are the softmax of scale · query · state, and out [heads, rows, leads, units] the states so  \
     mixed. Steps before a row's start get weight 0. `scratch` holds the states of a row, packed to columns    \
     once and to rows twice, and 2 · heads · leads · (units + steps) elements. */                             \
  void foresee_attention_forward_##S(const REAL *queries, const REAL *states, REAL *weights, REAL *out,       \
                                     REAL *scratch, REAL scale, size_t heads, size_t rows, size_t leads,      \
                                     size_t steps, size_t units, const int32_t *starts);                      \
  /* Overwrites the gradient of the queries and adds that of the states. */                                   \
  void foresee_attention_backward_##S(const REAL *queries, const REAL *states, const REAL *weights,           \
                                      const REAL *dout, REAL *dqueries, REAL *dstates, REAL *scratch,         \
                                      REAL scale, size_t heads, size_t rows, size_t leads, size_t steps,      \
                                      size_t units, const int32_t *starts);                                   \
                                                                                                              \
  /* Layer normalisation of each row; `statistics` [rows, 2] keeps mean and 1/deviation. */                   \
  void foresee_norm_forward_##S(const REAL *x, const REAL *gain, const REAL *bias, REAL *y,                   \
                                REAL *statistics, size_t rows, size_t columns);                              \
  void foresee_norm_backward_##S(const REAL *x, const REAL *gain, const REAL *statistics, const REAL *dy,     \
                                 REAL *dx, REAL *dgain, REAL *dbias, size_t rows, size_t columns);           \
                                                                                                              \
  /* Weighted loss: returns Σ w·loss(p − y) and writes dp = scale · w · loss′. kind 0 squared, 1 absolute,    \
     2 Huber with threshold 1. A weight of 0 ignores its cell whatever it holds. */                           \
  double foresee_loss_##S(const REAL *p, const REAL *y, const REAL *w, REAL *dp, size_t count, int kind,      \
                          double scale);                                                                     \
                                                                                                              \
  /* Weighted pinball loss of the quantiles q [cells, count] at `levels` for one target a cell: returns       \
     Σ w · mean of the levels' losses and writes dq = scale · w · mean′. A weight of 0 ignores its cell. */   \
  double foresee_pinball_##S(const REAL *q, const REAL *y, const REAL *w, REAL *dq, size_t cells,             \
                             const double *levels, size_t count, double scale);                               \
  /* Quantiles that cannot cross, of raw [cells, count]: the one at `median` as it is, and from there up and  \
     down by softplus(raw + offset). */                                                                       \
  void foresee_quantiles_forward_##S(const REAL *raw, const double *offsets, size_t median, REAL *q,          \
                                     size_t cells, size_t count);                                             \
  /* Overwrites the gradient of `raw`, given that of q. */                                                    \
  void foresee_quantiles_backward_##S(const REAL *raw, const double *offsets, size_t median, const REAL *dq,  \
                                      REAL *draw, size_t cells, size_t count);                                \
                                                                                                              \
  /* Inverted dropout with a counter-based mask (Philox4x32-10): y = x · mask / (1 − p). Element i draws      \
     from counter (i / 4, stream), so the mask depends on nothing else. */                                    \
  void foresee_dropout_##S(const REAL *x, REAL *y, size_t count, double p, uint64_t key, uint64_t stream);    \
                                                                                                              \
  /* Optimiser sweeps over x with gradient g, already clipped by `clip`. */                                   \
  void foresee_adam_##S(REAL *x, const REAL *g, REAL *m, REAL *v, size_t count, REAL clip, REAL rate,         \
                        REAL beta1, REAL beta2, REAL correction2, REAL epsilon, REAL decay);                 \
  void foresee_momentum_##S(REAL *x, const REAL *g, REAL *m, size_t count, REAL clip, REAL rate,              \
                            REAL momentum, REAL decay, int first);

FORESEE_DECLARE(float, f)
FORESEE_DECLARE(double, d)

#undef FORESEE_DECLARE

/// Makes the arithmetic of the calling thread take numbers below the normal range for zero, and returns the state
/// before. Does nothing on processors it does not know.
uint64_t foresee_flush_subnormals(void);

/// Puts back the state that foresee_flush_subnormals returned.
void foresee_restore_subnormals(uint64_t state);

#endif
