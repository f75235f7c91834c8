extension Metric {
  /// The mean absolute error, in the target's units; `mae` of utilsforecast.
  public static let mae = Metric("mae", title: "MAE", [.absolute])
}
