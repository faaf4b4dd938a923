package dev.portcullis.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From starting the process to its exit, which is what a pipeline waits for. The commands take
 * turns, so that a machine that slows down slows them all. {@code opa eval} is measured by {@link
 * WarmPart}, which needs its account of the evaluation.
 */
record ColdPart(Tools tools, BenchMode mode, SeriesBook book) {
  static final String NAME = "cold";
  static final String GATE = "gate check --graph";
  static final String CONFTEST = "conftest test";
  static final String OPA_EVAL = "opa eval";

  void run() {
    var peers = new PeerCommands(tools);
    for (var size : mode.sizes()) {
      // Too small for the profile, hence denied; conftest knows no such demand.
      var denied = size < 1_000 ? 1 : 0;
      var commands = new LinkedHashMap<String, List<String>>();
      commands.put(GATE, peers.gate(size));
      commands.put(CONFTEST, peers.conftest(size));
      for (int round = 0; round < mode.processes(size); round++) {
        commands.forEach(
            (subject, command) -> {
              var run =
                  ProcessRun.of(command, Map.of(), tools.root(), tools.scratch(), mode.peerLimit());
              run.expecting(subject.equals(GATE) ? denied : 0);
              book.process(NAME, subject, size, run);
            });
      }
    }
  }
}
