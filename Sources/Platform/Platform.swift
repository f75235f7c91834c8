// The C library of the system, under one name: `import Platform` gives what `import Glibc` gives on Linux.
// Nothing else in this package imports a C library by the name that it has on one system.
#if canImport(Glibc)
@_exported import Glibc
#elseif canImport(Musl)
@_exported import Musl
#elseif canImport(Darwin)
@_exported import Darwin
#else
#error("Platform.swift knows glibc, musl and the C library of Apple's systems; add that of this system")
#endif
