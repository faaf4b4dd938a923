package dev.portcullis.infra.offender;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.infra.system.ServerlessSystem;

/** Breaks the arrows on purpose: ArchitectureTest shows that its rules object. */
final class InfraOffender {
  int knowsGraph(ResourceGraph graph) {
    return graph.resources().size() + ServerlessSystem.class.getName().length();
  }
}
