package dev.portcullis.report;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.report.html.HtmlReport;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The one list of formats: what {@code gate check} and {@code gate report} can write. */
public final class Formats {
  private static final List<Format> ALL =
      List.of(
          of(
              "json",
              "decision.json",
              "the decision itself",
              (decision, graph) -> DecisionJson.write(decision)),
          of(
              "console",
              "decision.txt",
              "the text of the terminal, without colour",
              (decision, graph) ->
                  ConsoleReport.of(decision, false, false).getBytes(StandardCharsets.UTF_8)),
          new Format(
              "html",
              "report.html",
              "the report for auditors and reviewers, one page",
              Format.GraphUse.SHOWN,
              HtmlReport::render),
          of("junit", "decision.junit.xml", "JUnit XML for build servers", new JunitRenderer()),
          of("sarif", "decision.sarif", "SARIF 2.1.0 for code scanning", new SarifRenderer()),
          of("markdown", "decision.md", "summary for a pull request", new MarkdownRenderer()),
          of(
              "github",
              "decision.github.txt",
              "annotations of GitHub Actions",
              new GithubRenderer()),
          of("gitlab", "decision.gitlab.json", "GitLab code quality", new GitlabRenderer()),
          of("csv", "decision.csv", "every subject of every rule, a line each", new CsvRenderer()),
          of(
              "oscal-ar",
              "decision.oscal-ar.json",
              "OSCAL assessment results",
              new OscalAssessmentRenderer()),
          of(
              "oscal-cd",
              "decision.oscal-cd.json",
              "OSCAL component definition",
              new OscalComponentRenderer()));

  private Formats() {}

  /** Every format, in the order they are listed to the user. */
  public static List<Format> all() {
    return ALL;
  }

  /** The names of all formats, as a user may write them. */
  public static List<String> names() {
    return ALL.stream().map(Format::name).toList();
  }

  /** The format of that name. */
  public static Format named(String name) {
    return ALL.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                InputException.of(
                    "--format",
                    "",
                    "unknown format \"" + PlainText.shortened(name, 40) + "\"",
                    "use one of " + String.join(", ", names())));
  }

  private static Format of(String name, String fileName, String description, Renderer renderer) {
    return new Format(name, fileName, description, Format.GraphUse.UNUSED, renderer);
  }
}
