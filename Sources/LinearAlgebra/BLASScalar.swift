import CKernels

/// A scalar type that the kernels exist for: networks are trained in `Float`, and the tests check gradients
/// in `Double`.
public protocol BLASScalar: BinaryFloatingPoint, Sendable where Magnitude: BLASScalar {
  /// The kernels for this scalar.
  static var kernels: Kernels<Self> { get }
}

/// The kernels for one scalar type.
///
/// It is a class so that reading ``BLASScalar/kernels`` copies one reference and not every function.
public final class Kernels<Scalar>: Sendable {
  let table: KernelTable<Scalar>

  init(_ table: KernelTable<Scalar>) { self.table = table }
}

/// The C functions for one scalar type.
///
/// A function is called `foresee_`, the name of the property in snake case, and `_f` for `Float` or `_d` for
/// `Double`, as `foresee_packed_count_f` for `packedCount`.
///
/// With a table of functions, in place of requirements of the protocol, a generic layer makes one indirect
/// call per kernel and none per element, and the kernels of both precisions are listed in this file.
struct KernelTable<Scalar>: Sendable {
  typealias Input = UnsafePointer<Scalar>
  typealias Output = UnsafeMutablePointer<Scalar>
  typealias Starts = UnsafePointer<Int32>?

  let packedCount: @Sendable (Int, Int) -> Int
  let pack: @Sendable (Input, Int32, Int, Int, Output) -> Void
  let products: @Sendable (Input, Input, Int, Input?, Input?, Int, Input?, Int32, Output, Int, Int) -> Void
  let gradients: @Sendable (Input, Input, Int, Int, Int, Output) -> Void
  let unpackAdd: @Sendable (Input, Int, Int, Output) -> Void
  let fillRows: @Sendable (Input, Output, Int, Int) -> Void
  let sumRows: @Sendable (Input, Output, Output?, Int, Int) -> Void
  let add: @Sendable (Input, Output, Int) -> Void
  let move: @Sendable (Input, Scalar, Output, Int) -> Void
  let squares: @Sendable (Input, Int) -> Double
  let relu: @Sendable (Output, Int) -> Void
  let reluBackward: @Sendable (Input, Output, Int) -> Void
  let rnnForward: @Sendable (Input, Output, Int, Int, Int32, Starts, Int32) -> Void
  let rnnBackward: @Sendable (Output, Input, Input, Int, Int, Int32, Starts, Int32) -> Void
  let lstmForward: @Sendable (Output, Input, Output, Output, Output, Int, Int, Starts, Int32) -> Void
  let lstmBackward: @Sendable (Output, Input, Input, Input, Output, Int, Int, Starts, Int32) -> Void
  let gruForward: @Sendable (Output, Input, Input, Output, Int, Int, Starts, Int32) -> Void
  let gruBackward: @Sendable (Output, Output, Input, Input, Output, Int, Int, Starts, Int32) -> Void
  let attentionForward:
    @Sendable (Input, Input, Output, Output, Output, Scalar, Int, Int, Int, Int, Int, Starts) -> Void
  let attentionBackward:
    @Sendable (
      Input, Input, Input, Input, Output, Output, Output, Scalar, Int, Int, Int, Int, Int, Starts
    ) -> Void
  let normForward: @Sendable (Input, Input, Input, Output, Output, Int, Int) -> Void
  let normBackward: @Sendable (Input, Input, Input, Input, Output, Output, Output, Int, Int) -> Void
  let loss: @Sendable (Input, Input, Input, Output, Int, Int32, Double) -> Double
  let pinball: @Sendable (Input, Input, Input, Output, Int, UnsafePointer<Double>, Int, Double) -> Double
  let quantilesForward: @Sendable (Input, UnsafePointer<Double>, Int, Output, Int, Int) -> Void
  let quantilesBackward: @Sendable (Input, UnsafePointer<Double>, Int, Input, Output, Int, Int) -> Void
  let dropout: @Sendable (Input, Output, Int, Double, UInt64, UInt64) -> Void
  let adam:
    @Sendable (
      Output, Input, Output, Output, Int, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar
    ) -> Void
  let momentum: @Sendable (Output, Input, Output, Int, Scalar, Scalar, Scalar, Scalar, Int32) -> Void
}

extension Float: BLASScalar {
  /// The single-precision kernels.
  public static let kernels = Kernels(
    KernelTable<Float>(
      packedCount: foresee_packed_count_f,
      pack: foresee_pack_f,
      products: foresee_products_f,
      gradients: foresee_gradients_f,
      unpackAdd: foresee_unpack_add_f,
      fillRows: foresee_fill_rows_f,
      sumRows: foresee_sum_rows_f,
      add: foresee_add_f,
      move: foresee_move_f,
      squares: foresee_squares_f,
      relu: foresee_relu_f,
      reluBackward: foresee_relu_backward_f,
      rnnForward: foresee_rnn_forward_f,
      rnnBackward: foresee_rnn_backward_f,
      lstmForward: foresee_lstm_forward_f,
      lstmBackward: foresee_lstm_backward_f,
      gruForward: foresee_gru_forward_f,
      gruBackward: foresee_gru_backward_f,
      attentionForward: foresee_attention_forward_f,
      attentionBackward: foresee_attention_backward_f,
      normForward: foresee_norm_forward_f,
      normBackward: foresee_norm_backward_f,
      loss: foresee_loss_f,
      pinball: foresee_pinball_f,
      quantilesForward: foresee_quantiles_forward_f,
      quantilesBackward: foresee_quantiles_backward_f,
      dropout: foresee_dropout_f,
      adam: foresee_adam_f,
      momentum: foresee_momentum_f))
}

extension Double: BLASScalar {
  /// The double-precision kernels.
  public static let kernels = Kernels(
    KernelTable<Double>(
      packedCount: foresee_packed_count_d,
      pack: foresee_pack_d,
      products: foresee_products_d,
      gradients: foresee_gradients_d,
      unpackAdd: foresee_unpack_add_d,
      fillRows: foresee_fill_rows_d,
      sumRows: foresee_sum_rows_d,
      add: foresee_add_d,
      move: foresee_move_d,
      squares: foresee_squares_d,
      relu: foresee_relu_d,
      reluBackward: foresee_relu_backward_d,
      rnnForward: foresee_rnn_forward_d,
      rnnBackward: foresee_rnn_backward_d,
      lstmForward: foresee_lstm_forward_d,
      lstmBackward: foresee_lstm_backward_d,
      gruForward: foresee_gru_forward_d,
      gruBackward: foresee_gru_backward_d,
      attentionForward: foresee_attention_forward_d,
      attentionBackward: foresee_attention_backward_d,
      normForward: foresee_norm_forward_d,
      normBackward: foresee_norm_backward_d,
      loss: foresee_loss_d,
      pinball: foresee_pinball_d,
      quantilesForward: foresee_quantiles_forward_d,
      quantilesBackward: foresee_quantiles_backward_d,
      dropout: foresee_dropout_d,
      adam: foresee_adam_d,
      momentum: foresee_momentum_d))
}
