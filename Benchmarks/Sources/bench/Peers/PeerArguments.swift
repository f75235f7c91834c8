import ArgumentParser
import Foundation

/// Where the peers' scripts are, and what runs them.
struct PeerArguments: ParsableArguments {
  @Option(help: "The Python that has the peers installed.")
  var python = "python3"

  @Option(help: "The folder of the peers' scripts. (default: that of this package)")
  var peers: String?

  private var folder: String {
    // Benchmarks/Sources/bench/Peers/PeerArguments.swift stands four levels below the package.
    let package = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    return peers ?? package.appending(path: "peers").path
  }

  /// The path of a script.
  func path(of script: String) -> String { folder + "/" + script }

  /// The command that installs all peers.
  var install: String { "\(python) -m pip install -r \(folder)/requirements.txt" }
}
