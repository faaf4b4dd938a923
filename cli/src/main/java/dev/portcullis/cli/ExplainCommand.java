package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gate explain}: a rule (why it exists, what it demands), or a finding of a decision
 * (evidence and fix).
 */
@Command(
    name = "explain",
    description = "Explain a rule or a finding.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final Pattern RULE = Pattern.compile("[A-Z]{3}-\\d{3}");
  private static final Pattern FINGERPRINT = Pattern.compile("(?:sha256:)?[0-9a-f]{4,64}");

  private final Terminal terminal;

  /** Read to say which resource is meant. */
  private static final Set<String> NAMES = Set.of("/urn", "/type", "/name", "/region");

  @Parameters(
      paramLabel = "RULE|FINDING",
      description = "Rule id, or the beginning of a finding's fingerprint.")
  private String subject;

  @Option(
      names = "--decision",
      paramLabel = "FILE",
      description = "Decision to look in; default is the last check's.")
  private @Nullable Path decision;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var catalogue = PolicyBundle.builtIn().catalogue();
    if (RULE.matcher(subject).matches()) {
      rule(catalogue.require("explain", subject));
      return 0;
    }
    if (!FINGERPRINT.matcher(subject).matches()) {
      throw InputException.of(
          "explain",
          "",
          "\"" + subject + "\" is neither a rule nor a finding",
          "write a rule id such as KMS-001, or the beginning of a fingerprint");
    }
    var read = DecisionJson.read(file());
    var finding = finding(read);
    finding(finding);
    if (read.provenance() != null) {
      reads(read.provenance(), finding);
    }
    line("");
    catalogue.find(finding.rule()).ifPresent(this::rule);
    return 0;
  }

  private Path file() {
    if (decision != null) {
      return decision;
    }
    return LastDecision.file()
        .filter(f -> f.toFile().exists())
        .orElseThrow(
            () ->
                InputException.of(
                    "explain",
                    "",
                    "no decision to look in",
                    "run gate check first, or name one with --decision"));
  }

  private Finding finding(Decision read) {
    var wanted = subject.startsWith("sha256:") ? subject : "sha256:" + subject;
    var found = read.findings().stream().filter(f -> f.fingerprint().startsWith(wanted)).toList();
    if (found.size() != 1) {
      throw InputException.of(
          String.valueOf(file().getFileName()),
          "/findings",
          (found.isEmpty() ? "no finding has" : found.size() + " findings have")
              + " the fingerprint "
              + subject,
          "give more digits of a fingerprint that stands in the decision");
    }
    return found.get(0);
  }

  private void finding(Finding finding) {
    line(finding.message());
    field("status", finding.status().json());
    field("resource", finding.urn());
    if (finding.location() != null) {
      field("source", finding.location().file() + ":" + finding.location().line());
    }
    field("where", finding.pointer());
    field("found", finding.actual());
    field("expected", finding.expected());
    field("fix", finding.remediation());
    field("waivable as", finding.fingerprint());
  }

  /** Fields of the resource itself first, then those of others. */
  private void reads(Provenance provenance, Finding finding) {
    var rule = provenance.rules().get(finding.rule());
    var fields = rule == null ? null : rule.findings().get(finding.fingerprint());
    if (fields != null) {
      for (var own : List.of(true, false)) {
        fields.stream()
            .filter(field -> field.urn().equals(finding.urn()) == own)
            .filter(field -> !NAMES.contains(field.pointer()))
            .forEach(
                field -> field("decided by", (own ? "" : field.urn() + " ") + field.pointer()));
      }
    }
  }

  private void rule(RuleInfo rule) {
    line(
        rule.id()
            + "  "
            + rule.title()
            + "  ("
            + rule.severity().json()
            + ", "
            + rule.enforcement().json()
            + ")");
    line("");
    rule.description().lines().forEach(text -> line("  " + text));
    line("");
    field("fix", rule.remediation());
    field("sentences", Answers.of(rule));
    rule.controls().forEach((framework, ids) -> field(framework, String.join(", ", ids)));
    if (!rule.parameters().isEmpty()) {
      field("parameters", String.join(", ", rule.parameters()));
    }
    rule.references().forEach(address -> field("read", address));
    field("rule", "policies/src/main/rego/rules/" + rule.path() + ".rego");
    field("cases", "policies/src/cases/" + rule.family() + "/" + rule.id() + ".yaml");
  }

  private void field(String name, String value) {
    line(String.format("  %-15s %s", name, value));
  }

  private void line(String text) {
    terminal.out().println(text);
  }
}
