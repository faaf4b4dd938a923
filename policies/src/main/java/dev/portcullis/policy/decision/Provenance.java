package dev.portcullis.policy.decision;

import java.util.List;
import java.util.SortedMap;

/**
 * What the rules read, of an evaluation that was traced ({@code --trace}).
 *
 * @param rules by rule id
 * @param unread inputs that no rule looked at: URN to JSON pointers into the resource. Whatever
 *     they were, the decision would be the same.
 */
public record Provenance(
    SortedMap<String, RuleReads> rules, SortedMap<String, List<String>> unread) {

  /**
   * What one rule read.
   *
   * @param targets URN of a subject to the fields of that subject that were looked at
   * @param findings fingerprint of a finding to the fields, of any resource, that were read on the
   *     way to it
   */
  public record RuleReads(
      SortedMap<String, List<String>> targets, SortedMap<String, List<Field>> findings) {}

  /**
   * A place in the graph.
   *
   * @param urn of the resource; empty for what belongs to none, as a parameter
   * @param pointer JSON pointer into it
   */
  public record Field(String urn, String pointer) {}
}
