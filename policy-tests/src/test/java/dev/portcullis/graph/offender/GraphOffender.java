package dev.portcullis.graph.offender;

import dev.portcullis.policy.decision.Decision;
import java.time.Instant;

/** Breaks the arrows on purpose: ArchitectureTest shows that its rules object. */
final class GraphOffender {
  Decision knowsPolicy(Decision decision) {
    System.out.println(Instant.now());
    return decision;
  }
}
