package dev.portcullis.bench;

import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.realengine.RealEngine;
import java.util.List;
import java.util.Map;

/**
 * From the sources of a program to an answer about it: {@code gate check} captures and decides,
 * {@code pulumi preview} only shows what would be made. Both start a JVM for the program; the
 * engine's language host and provider run already, which spares the preview their start.
 */
record CapturePart(Tools tools, BenchMode mode, SeriesBook book) {
  static final String NAME = "capture";
  static final String GATE = "gate check trading";
  static final String PREVIEW = "pulumi preview";
  private static final String SYSTEM = "trading";

  void run() {
    var config = BuiltInSystems.find(SYSTEM).orElseThrow().defaultConfig();
    var folder = tools.scratch().resolve("engine");
    ScratchFolder.clear(folder);
    var gate = List.of(tools.gate(), "check", SYSTEM, "--quiet");
    try (var engine = new RealEngine(tools.root(), Tools.require("pulumi"), folder)) {
      engine.createStack("bench", config);
      var preview = engine.command("preview", "bench");
      for (int round = 0; round < mode.previews(); round++) {
        var checked =
            ProcessRun.of(gate, Map.of(), tools.root(), tools.scratch(), mode.peerLimit());
        var previewed =
            ProcessRun.of(
                preview, engine.environment(), engine.project(), tools.scratch(), mode.peerLimit());
        // No memory: that of the preview is spread over its program and the two that run already.
        book.seconds(NAME, GATE, 0, checked.expecting(0).seconds());
        book.seconds(NAME, PREVIEW, 0, previewed.expecting(0).seconds());
      }
    }
  }
}
