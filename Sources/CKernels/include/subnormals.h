#ifndef FORESEE_SUBNORMALS_H
#define FORESEE_SUBNORMALS_H

/// Makes the arithmetic of the calling thread take numbers below the normal range for zero.
///
/// Returns the state before, for `subnormals_restore`. Does nothing on processors it does not know.
unsigned long long subnormals_flush(void);

/// Puts back the state that `subnormals_flush` returned.
void subnormals_restore(unsigned long long state);

#endif
