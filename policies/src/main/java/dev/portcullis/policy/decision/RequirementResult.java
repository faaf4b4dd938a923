package dev.portcullis.policy.decision;

import java.util.List;

/**
 * One requirement sentence and its evidence.
 *
 * @param id e.g. {@code A-18}
 * @param rules ids of the rules that answer it; empty when no rule does yet
 * @param evidence URNs of the subjects, or names of documents
 * @param note why, in one sentence; empty when there is nothing to add
 */
public record RequirementResult(
    String id,
    String text,
    Status.Requirement status,
    List<String> rules,
    List<String> evidence,
    String note) {
  /** How the note of a sentence begins for which there are rules that were not asked. */
  public static final String NOT_ASKED = "not asked: ";

  /** Whether there are rules for the sentence, and none of them was asked. */
  public boolean wasNotAsked() {
    return status == Status.Requirement.UNDECIDED && rules.isEmpty() && note.startsWith(NOT_ASKED);
  }
}
