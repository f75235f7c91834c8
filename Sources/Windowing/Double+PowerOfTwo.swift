import Forecasting

extension Double {
  /// The largest power of two not above a positive number; 1 for anything else.
  package var powerOfTwo: Double {
    isFinite && self > 0 ? Double(sign: .plus, exponent: Int(exponent), significand: 1) : 1
  }
}
