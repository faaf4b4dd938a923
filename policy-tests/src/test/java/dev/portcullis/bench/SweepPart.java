package dev.portcullis.bench;

import java.util.List;
import java.util.Map;

/**
 * {@code gate sweep} over stacks of 150 resources on one thread, start of the process included:
 * fewer and more stacks take turns, so that the difference tells what a stack costs and whether
 * memory grows with their number.
 */
record SweepPart(Tools tools, BenchMode mode, GraphGenerator generator, SeriesBook book) {
  static final String NAME = "sweep";
  static final String GATE = "gate sweep --threads 1";
  static final int RESOURCES = 150;
  private static final int ROUNDS = 2;

  /**
   * Stacks that small have fewer subjects than their profile demands: the worst decision is deny.
   */
  private static final int DENIED = 1;

  void run() {
    for (var stacks : mode.sweeps()) {
      var folder = ScratchFolder.clear(tools.scratch().resolve("stacks-" + stacks));
      for (int i = 0; i < stacks; i++) {
        generator.write(folder.resolve("stack-" + i + ".json"), RESOURCES, 0, i);
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (var stacks : mode.sweeps()) {
        var results = tools.scratch().resolve("sweep");
        ScratchFolder.clear(results);
        var command =
            List.of(
                tools.gate(),
                "sweep",
                tools.scratch().resolve("stacks-" + stacks).toString(),
                "--threads",
                "1",
                "--quiet",
                "--out",
                results.resolve("out").toString());
        var run = ProcessRun.of(command, Map.of(), tools.root(), tools.scratch(), mode.peerLimit());
        book.process(NAME, GATE, stacks, run.expecting(DENIED));
      }
    }
    mode.sweeps().forEach(n -> ScratchFolder.clear(tools.scratch().resolve("stacks-" + n)));
  }
}
