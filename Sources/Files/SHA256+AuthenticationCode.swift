extension SHA256 {
  /// The code that authenticates `bytes` to whoever has `key`: HMAC with SHA-256, 32 bytes.
  ///
  /// - Sources: RFC 2104, https://www.rfc-editor.org/rfc/rfc2104.
  public static func authenticationCode(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    let blockSize = 64
    var block = key.count > blockSize ? digest(of: key) : key
    block += Array(repeating: 0, count: blockSize - block.count)
    return digest(of: block.map { $0 ^ 0x5C } + digest(of: block.map { $0 ^ 0x36 } + bytes))
  }

  private static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }
}
