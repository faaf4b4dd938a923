package dev.portcullis.proof;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.infra.system.BuiltInSystem;
import dev.portcullis.infra.system.BuiltInSystems;
import java.util.Set;

/** Captures of the built-in systems. */
public final class Systems {
  private Systems() {}

  /** A system with its default configuration. */
  public static ResourceGraph capture(String name) {
    var system = BuiltInSystems.find(name).orElseThrow();
    return ProgramCapture.capture(
        CaptureRequest.of(BuiltInSystem.PROJECT, "dev")
            .withSystem(name)
            .withConfig(system.defaultConfig(), Set.of())
            .withSourceRoot("infra/src/main/java/"),
        system.stack());
  }
}
