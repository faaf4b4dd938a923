package dev.portcullis.infra.docs;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.infra.system.BuiltInSystem;
import java.util.Set;

/** Systems as the gate captures them when nothing else is said. */
final class ExampleGraphs {
  private ExampleGraphs() {}

  static ResourceGraph of(BuiltInSystem system) {
    return ProgramCapture.capture(
        CaptureRequest.of(BuiltInSystem.PROJECT, "dev")
            .withSystem(system.name())
            .withConfig(system.defaultConfig(), Set.of()),
        system.stack());
  }
}
