package dev.portcullis.sweep.result;

import java.io.Serializable;
import java.util.List;

/**
 * Everything a sweep keeps of one document.
 *
 * @param rules sorted by id; empty when nothing was decided
 * @param findings in the order of the decision
 */
public record StackResult(StackRow stack, List<RuleRow> rules, List<FindingRow> findings)
    implements Serializable {

  public StackResult {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
  }
}
