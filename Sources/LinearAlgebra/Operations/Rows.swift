import Platform

extension Pass {
  /// Overwrites the elements of `slot` with zeros.
  public mutating func clear(_ slot: Slot) {
    memset(pointer(slot), 0, slot.count * MemoryLayout<Scalar>.stride)
  }

  /// Overwrites `destination` with the elements of `source`.
  public mutating func copy(_ source: Slot, to destination: Slot) {
    precondition(source.count == destination.count, "\(source.count) elements to \(destination.count)")
    pointer(destination).update(from: pointer(source), count: source.count)
  }

  /// Adds the elements of `source` to those of `destination`.
  public mutating func add(_ source: Slot, to destination: Slot) {
    precondition(source.count == destination.count, "\(source.count) elements to \(destination.count)")
    Scalar.kernels.table.add(pointer(source), pointer(destination), source.count)
  }

  /// Overwrites every row of `matrix` with the vector `row`.
  ///
  /// - Shapes: row `[1, n]`; matrix `[m, n]`.
  public mutating func fillRows(of matrix: Slot, with row: Slot) {
    precondition(row.count == matrix.columns, "\(row.count) elements for rows of \(matrix.columns)")
    Scalar.kernels.table.fillRows(pointer(row), pointer(matrix), matrix.rows, matrix.columns)
  }

  /// Adds the sum of the rows of `matrix` to the vector `row`.
  ///
  /// - Shapes: matrix `[m, n]`; row `[1, n]`.
  public mutating func addRowSum(of matrix: Slot, to row: Slot) {
    precondition(row.count == matrix.columns, "\(row.count) elements for rows of \(matrix.columns)")
    Scalar.kernels.table.sumRows(pointer(matrix), pointer(row), nil, matrix.rows, matrix.columns)
  }

  /// Adds the sum of the rows of `matrix` to two vectors.
  ///
  /// - Shapes: matrix `[m, n]`; rows `[1, n]`.
  public mutating func addRowSum(of matrix: Slot, to row: Slot, and other: Slot) {
    precondition(
      row.count == matrix.columns && other.count == matrix.columns,
      "\(row.count) and \(other.count) elements for rows of \(matrix.columns)")
    Scalar.kernels.table.sumRows(pointer(matrix), pointer(row), pointer(other), matrix.rows, matrix.columns)
  }

  /// Overwrites columns `column...` of `matrix` with `block`.
  ///
  /// - Shapes: block `[m, k]`; matrix `[m, n]` with column + k <= n.
  public mutating func copy(_ block: Slot, toColumnsOf matrix: Slot, at column: Int) {
    precondition(block.rows == matrix.rows && column + block.columns <= matrix.columns, "columns do not fit")
    let (source, destination) = (pointer(block), pointer(matrix))
    for row in 0..<block.rows {
      (destination + row * matrix.columns + column).update(
        from: source + row * block.columns, count: block.columns)
    }
  }

  /// Overwrites `block` with columns `column...` of `matrix`.
  ///
  /// - Shapes: matrix `[m, n]`; block `[m, k]` with column + k <= n.
  public mutating func copyColumns(of matrix: Slot, at column: Int, to block: Slot) {
    precondition(block.rows == matrix.rows && column + block.columns <= matrix.columns, "columns do not fit")
    let (source, destination) = (pointer(matrix), pointer(block))
    for row in 0..<block.rows {
      (destination + row * block.columns).update(
        from: source + row * matrix.columns + column, count: block.columns)
    }
  }

  /// Overwrites row r·n + l of `result` with row r of `left` plus row l of `right`, where n = `right.rows`.
  ///
  /// - Shapes: left `[m, k]`; right `[n, k]`; result `[m · n, k]`.
  public mutating func outerSum(_ left: Slot, _ right: Slot, into result: Slot) {
    precondition(left.columns == right.columns && result.columns == left.columns, "columns differ")
    precondition(
      result.rows == left.rows * right.rows, "\(left.rows) · \(right.rows) rows into \(result.rows)")
    let (a, b, y, size) = (pointer(left), pointer(right), pointer(result), left.columns)
    for row in 0..<left.rows {
      for lead in 0..<right.rows {
        let start = y + (row * right.rows + lead) * size
        start.update(from: a + row * size, count: size)
        Scalar.kernels.table.add(b + lead * size, start, size)
      }
    }
  }

  /// The adjoint of ``outerSum(_:_:into:)``: adds the gradient of its result to those of its operands.
  public mutating func outerSumBackward(_ left: Slot, _ right: Slot, from result: Slot) {
    let (a, b, y, size) = (
      pointer(left.gradient), pointer(right.gradient), pointer(result.gradient), left.columns
    )
    for row in 0..<left.rows {
      for lead in 0..<right.rows {
        let start = y + (row * right.rows + lead) * size
        Scalar.kernels.table.add(start, a + row * size, size)
        Scalar.kernels.table.add(start, b + lead * size, size)
      }
    }
  }
}
