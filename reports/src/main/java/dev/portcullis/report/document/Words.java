package dev.portcullis.report.document;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.PlainText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parts of a decision in words, the same on every page. */
public final class Words {
  /** As the console: enough to see what is meant, the decision has it all. */
  private static final int LONGEST_VALUE = 160;

  private Words() {}

  /** What was decided. */
  public static Span verdict(Status.Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> new Span("allowed", Look.GOOD);
      case DENY -> new Span("denied", Look.BAD);
      case ERROR -> new Span("not decided", Look.BAD);
    };
  }

  /** The status of a finding, with its waiver. */
  public static Span status(Finding finding) {
    return switch (finding.status()) {
      case FAIL -> new Span("fail", Look.BAD);
      case WAIVED -> new Span("waived (" + finding.waiver() + ")", Look.OPEN);
      case UNDECIDED -> new Span("undecided", Look.OPEN);
      case PASS, PASS_BY_REFERENCE -> new Span(finding.status().json(), Look.GOOD);
    };
  }

  /** The status of a rule. */
  public static Span status(RuleResult rule) {
    var look =
        switch (rule.status()) {
          case PASS -> Look.GOOD;
          case NOT_APPLICABLE -> Look.MUTED;
          case WAIVED, UNDECIDED -> Look.OPEN;
          case FAIL, VACUOUS, ERROR -> Look.BAD;
        };
    return new Span(rule.status().json(), look);
  }

  /** The status of a sentence. */
  public static Span status(Status.Requirement status) {
    var look =
        switch (status) {
          case MET -> Look.GOOD;
          case UNMET -> Look.BAD;
          case UNDECIDED -> Look.OPEN;
          case NOT_MACHINE_CHECKABLE, OVERRIDDEN -> Look.MUTED;
        };
    return new Span(status.json(), look);
  }

  /** Whose decision it is; what a graph does not say is not known. */
  public static String stack(@Nullable String project, @Nullable String stack) {
    return Objects.requireNonNullElse(project, "(unknown)")
        + "/"
        + Objects.requireNonNullElse(stack, "(unknown)");
  }

  /** How much a rule counts. */
  public static String weight(RuleResult rule) {
    return rule.severity().json() + ", " + rule.enforcement().json();
  }

  /** A value as far as it is shown. */
  public static String value(String text) {
    return PlainText.shortened(text, LONGEST_VALUE);
  }

  /** Number of findings by status, those that are there. */
  public static String findings(Decision decision) {
    var counts = new ArrayList<String>();
    for (var status : Status.Subject.values()) {
      var count = decision.findings().stream().filter(f -> f.status() == status).count();
      if (count > 0) {
        counts.add(count + " " + status.json());
      }
    }
    return counts.isEmpty() ? "none" : String.join(", ", counts);
  }

  /** Number of subjects by status, those that are there. */
  public static String counts(RuleResult rule) {
    var counts = rule.counts();
    var parts = new ArrayList<String>();
    for (var status : Status.Subject.values()) {
      if (counts.of(status) > 0) {
        parts.add(counts.of(status) + " " + status.json());
      }
    }
    var subjects = counts.targets() + (counts.targets() == 1 ? " subject" : " subjects");
    return parts.isEmpty() ? subjects : subjects + ": " + String.join(", ", parts);
  }

  /** Subjects, exemptions, evidence: how many came and went. Empty when none did. */
  public static <T> String movement(String what, List<T> before, List<T> after, Function<T, ?> id) {
    Set<?> old = before.stream().map(id).collect(Collectors.toCollection(HashSet::new));
    Set<?> now = after.stream().map(id).collect(Collectors.toCollection(HashSet::new));
    var came = now.stream().filter(x -> !old.contains(x)).count();
    var went = old.stream().filter(x -> !now.contains(x)).count();
    return came + went == 0 ? "" : what + ": " + came + " more, " + went + " less";
  }
}
