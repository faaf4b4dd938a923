package dev.portcullis.report.html;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.WaiverResult;
import dev.portcullis.report.PlainText;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The waivers, with the days left. */
final class WaiverRows {
  private WaiverRows() {}

  /**
   * A waiver.
   *
   * @param number of its row
   * @param left how long it lasts from the day of the decision
   * @param problem why it is not in force, or not wholly; empty when it is
   */
  record Row(
      int number,
      String id,
      Ref rule,
      String pattern,
      String owner,
      String approver,
      String reason,
      String ticket,
      String expires,
      String left,
      String problem,
      String status,
      List<Ref> findings) {}

  /**
   * @param cards names of the findings that have a card of their own
   */
  static List<Row> of(Decision decision, Addresses addresses, Set<String> cards) {
    var today = decision.asOf().atZone(ZoneOffset.UTC).toLocalDate();
    var waivers = decision.waivers();
    var problems = problems(decision);
    return IntStream.range(0, waivers.size())
        .mapToObj(i -> row(i, waivers.get(i), today, problems, addresses, cards))
        .toList();
  }

  private static Row row(
      int number,
      WaiverResult waiver,
      LocalDate today,
      Map<String, String> problems,
      Addresses addresses,
      Set<String> cards) {
    return new Row(
        number,
        waiver.id(),
        addresses.rule(waiver.rule()),
        waiver.urnPattern(),
        waiver.owner(),
        waiver.approver(),
        PlainText.folded(waiver.reason()),
        waiver.ticket(),
        waiver.expires(),
        left(waiver, today),
        problems.getOrDefault(waiver.id(), ""),
        waiver.status(),
        waiver.findings().stream().map(f -> addresses.finding(f, cards)).toList());
  }

  /** What the rule about waivers found of each, by its id. */
  private static Map<String, String> problems(Decision decision) {
    return decision.findings().stream()
        .filter(finding -> finding.type().equals("portcullis:waiver"))
        .collect(
            Collectors.toMap(
                Finding::name,
                finding -> PlainText.folded(finding.message()),
                (one, other) -> one));
  }

  /** From the day of the decision: the page says the same whenever it is opened. */
  private static String left(WaiverResult waiver, LocalDate today) {
    try {
      var days = ChronoUnit.DAYS.between(today, LocalDate.parse(waiver.expires()));
      if (days < 0) {
        return "expired " + -days + (days == -1 ? " day" : " days") + " before";
      }
      // The decision calls expired what is not in force, also when its first day is to come.
      return waiver.status().equals("expired")
          ? "not in force yet"
          : days == 0 ? "last day" : days + (days == 1 ? " day" : " days") + " left";
    } catch (DateTimeParseException e) {
      return "not a date";
    }
  }
}
