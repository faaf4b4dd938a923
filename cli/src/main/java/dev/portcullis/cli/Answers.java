package dev.portcullis.cli;

import dev.portcullis.policy.bundle.RuleInfo;
import java.util.ArrayList;

/** The sentences a rule answers, in words. */
final class Answers {
  private Answers() {}

  static String of(RuleInfo rule) {
    var parts = new ArrayList<String>();
    if (!rule.requirements().isEmpty()) {
      parts.add("answers " + String.join(", ", rule.requirements()));
    }
    if (!rule.partialRequirements().isEmpty()) {
      parts.add("in part " + String.join(", ", rule.partialRequirements()));
    }
    return parts.isEmpty() ? "answers no sentence of a system" : String.join("; ", parts);
  }
}
