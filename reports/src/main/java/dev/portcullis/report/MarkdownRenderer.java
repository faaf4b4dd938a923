package dev.portcullis.report;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.WaiverResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Summary for a pull request: verdict, what denies, what is open, what is waived, then every rule
 * with its counts. A comment may have 65,536 characters, so after a number of findings the rest is
 * counted; the tables of rules are always whole.
 */
final class MarkdownRenderer implements Renderer {
  private static final int VALUE_WIDTH = 160;
  private static final int TEXT_WIDTH = 300;

  @Override
  public byte[] render(Decision decision, @Nullable ResourceGraph graph) {
    var out = new StringBuilder();
    heading(out, decision);
    withoutSubjects(out, decision);
    new MarkdownFindings(out, decision).write();
    waivers(out, decision.waivers());
    rules(out, decision.rules());
    requirements(out, decision);
    footer(out, decision);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void heading(StringBuilder out, Decision decision) {
    out.append("## Portcullis: ").append(Facts.verdict(decision)).append("\n\n");
    out.append("Profile ").append(Markdown.code(decision.profile(), VALUE_WIDTH));
    out.append(", ").append(decision.graph().resources()).append(" resources, ");
    var statuses = Facts.statuses(decision.rules());
    out.append(decision.rules().size()).append(" rules");
    out.append(statuses.isEmpty() ? "" : ": " + statuses);
    out.append(".\n");
    if (decision.partial()) {
      out.append("\n**Partial: not every rule was asked. No basis for a deployment.**\n");
    }
    if (decision.error() != null) {
      out.append("\n**Not decided:** ").append(Markdown.text(decision.error(), 2_000)).append('\n');
    }
  }

  private static void withoutSubjects(StringBuilder out, Decision decision) {
    var rules = decision.rules().stream().filter(Facts::lacksSubjects).toList();
    if (!rules.isEmpty()) {
      out.append("\n### Rules that could not examine what they must\n\n");
      Markdown.table(out, "Rule", "Status", "Enforcement", "Why");
      for (var rule : rules) {
        Markdown.row(
            out,
            "**" + Markdown.text(rule.id(), 40) + "** " + Markdown.text(rule.title(), TEXT_WIDTH),
            rule.status().json(),
            rule.enforcement().json(),
            Markdown.text(Facts.note(rule), TEXT_WIDTH));
      }
    }
  }

  private static void waivers(StringBuilder out, List<WaiverResult> waivers) {
    if (waivers.isEmpty()) {
      return;
    }
    out.append("\n### Waivers\n\n");
    Markdown.table(out, "Waiver", "Rule", "Status", "Expires", "Owner", "Reason");
    for (var waiver : waivers) {
      Markdown.row(
          out,
          Markdown.text(waiver.id(), VALUE_WIDTH)
              + " "
              + Markdown.text(waiver.ticket(), VALUE_WIDTH),
          Markdown.text(waiver.rule(), VALUE_WIDTH),
          Markdown.text(waiver.status(), VALUE_WIDTH),
          Markdown.text(waiver.expires(), VALUE_WIDTH),
          Markdown.text(waiver.owner(), VALUE_WIDTH),
          Markdown.text(waiver.reason(), TEXT_WIDTH));
    }
  }

  private static void rules(StringBuilder out, List<RuleResult> rules) {
    if (rules.isEmpty()) {
      return;
    }
    out.append("\n<details><summary>All rules</summary>\n\n");
    Markdown.table(
        out, "Rule", "Status", "Subjects", "Pass", "By reference", "Fail", "Undecided", "Waived");
    for (var rule : rules) {
      var counts = rule.counts();
      Markdown.row(
          out,
          "**" + Markdown.text(rule.id(), 40) + "** " + Markdown.text(rule.title(), 120),
          rule.status().json() + (Facts.isMandatory(rule) ? "" : " (advisory)"),
          String.valueOf(counts.targets()),
          String.valueOf(counts.pass()),
          String.valueOf(counts.passByReference()),
          String.valueOf(counts.fail()),
          String.valueOf(counts.undecided()),
          String.valueOf(counts.waived()));
    }
    out.append("\n</details>\n");
  }

  private static void requirements(StringBuilder out, Decision decision) {
    var byStatus =
        decision.requirements().stream()
            .collect(Collectors.groupingBy(r -> r.status(), TreeMap::new, Collectors.toList()));
    if (byStatus.isEmpty()) {
      return;
    }
    out.append("\n<details><summary>Requirement sentences</summary>\n\n");
    Markdown.table(out, "Status", "Number", "Sentences");
    byStatus.forEach(
        (status, sentences) ->
            Markdown.row(
                out,
                status.json(),
                String.valueOf(sentences.size()),
                sentences.stream()
                    .map(sentence -> Markdown.text(sentence.id(), VALUE_WIDTH))
                    .collect(Collectors.joining(", "))));
    out.append("\n</details>\n");
  }

  private static void footer(StringBuilder out, Decision decision) {
    out.append("\nGraph ").append(Markdown.code(decision.graph().digest(), VALUE_WIDTH));
    out.append(", policy ").append(Markdown.code(decision.policy().revision(), VALUE_WIDTH));
    out.append(", as of `").append(decision.asOf()).append("`.\n");
  }
}
