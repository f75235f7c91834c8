import Platform

extension Array {
  /// Makes room for `count` elements, in memory for which the system is asked to use large pages.
  ///
  /// Filling a hundred megabytes in pages of 4 KiB costs as much time as reading the numbers of a file.
  mutating func reserveLargePages(_ count: Int) {
    reserveCapacity(count)
    let (capacity, largePage) = (self.capacity, 2 << 20)
    withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      let offset = (largePage - Int(bitPattern: start) % largePage) % largePage
      let length = (capacity * MemoryLayout<Element>.stride - offset) / largePage * largePage
      // Advice that is not followed changes nothing.
      if length > 0 { _ = madvise(start + offset, length, MADV_HUGEPAGE) }
    }
  }
}
