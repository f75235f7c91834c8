import ArgumentParser
import Forecasting
import LinearAlgebra
import TimeSeries
import Training

// The libraries do not know the argument parser; their choices are spelt as in the configuration file.

extension ReadOptions.Layout: ExpressibleByArgument {}
extension ReadOptions.TimeUnit: ExpressibleByArgument {}
extension ReadOptions.Closures: ExpressibleByArgument {}
extension ReadOptions.Missing: ExpressibleByArgument {}
extension Volatility: ExpressibleByArgument {}
extension ScalerKind: ExpressibleByArgument {}
extension Transform: ExpressibleByArgument {}
extension Objective: ExpressibleByArgument {}
extension RecurrentActivation: ExpressibleByArgument {}
extension OptimizerKind: ExpressibleByArgument {}
extension ScheduleKind: ExpressibleByArgument {}
extension WindowAnchor: ExpressibleByArgument {}
extension Loss: ExpressibleByArgument {}
extension IntervalOptions.Method: ExpressibleByArgument {}
