package dev.portcullis.cli;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.policy.decision.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The decision of the last check in this source tree, so that {@code gate explain FINDING} needs no
 * file name. It has every finding, but not the subjects that passed and the evidence of sentences:
 * of a large program they would be longer than its graph, and nobody explains them from here.
 */
final class LastDecision {
  private LastDecision() {}

  /** Where it lies; empty outside a source tree. */
  static Optional<Path> file() {
    return Optional.ofNullable(System.getProperty("portcullis.home"))
        .map(home -> Path.of(home, ".gate", "decision.json"));
  }

  /**
   * Keeps the decision. A convenience: a folder that cannot be written changes nothing of the
   * verdict.
   */
  static void remember(Decision decision) {
    file()
        .ifPresent(
            file -> {
              try {
                Files.createDirectories(file.getParent());
                OutputDirectory.writeAtomically(file, DecisionJson.write(explainable(decision)));
              } catch (IOException unwritable) {
                // Nothing to explain later.
              }
            });
  }

  private static Decision explainable(Decision d) {
    return d.withRules(d.rules().stream().map(RuleResult::withoutSubjects).toList())
        .withRequirements(List.of())
        .withProvenance(d.provenance() == null ? null : withoutTargets(d.provenance()));
  }

  private static Provenance withoutTargets(Provenance p) {
    var rules = new TreeMap<>(p.rules());
    rules.replaceAll(
        (rule, reads) -> new Provenance.RuleReads(Collections.emptySortedMap(), reads.findings()));
    return new Provenance(rules, Collections.emptySortedMap());
  }
}
