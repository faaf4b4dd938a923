package dev.portcullis.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.judge.ConformanceJudge.Verdict;
import dev.portcullis.policy.builtin.Builtins;
import dev.portcullis.policy.bundle.PolicyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * OPA's own conformance suite, every case of it. Cases are refused for builtins that we do not have
 * and excluded by name ({@code judge/excluded.txt}); docs/engine.md lists both, and {@code
 * -Dgolden.update=true} writes the list anew. Needs the tool conformance, mandatory in CI.
 */
@Tag("opa")
class ConformanceTest {
  private static final Path ROOT = Path.of(System.getProperty("portcullis.root"));
  private static final Path PAGE = ROOT.resolve("docs/engine.md");
  private static final Path EXCLUDED =
      ROOT.resolve("policy-tests/src/test/resources/judge/excluded.txt");
  private static final String BEGIN = "<!-- written by ConformanceTest -->\n";
  private static final String END = "<!-- end -->\n";

  private static Map<String, Verdict> verdicts = Map.of();
  private static Map<String, String> excluded = Map.of();

  @BeforeAll
  static void judge() throws IOException {
    ConformanceTool.required();
    excluded =
        Files.readAllLines(EXCLUDED).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" \\| ", 2))
            .collect(
                Collectors.toMap(
                    parts -> parts[0], parts -> parts[1], (a, b) -> b, LinkedHashMap::new));
    verdicts = new LinkedHashMap<>();
    for (var tried : ConformanceCase.suite()) {
      verdicts.put(tried.name(), ConformanceJudge.judge(tried));
    }
  }

  @Test
  void judgesByTheOpaThatCompilesThePack() throws IOException {
    try (var manifest = PolicyBundle.class.getResourceAsStream("manifest.json")) {
      assertThat(ConformanceTool.lines("version"))
          .containsExactly(ConformanceTool.JSON.readTree(manifest).get("opa").textValue());
    }
    assertThat(verdicts).hasSizeGreaterThan(2300);
  }

  @Test
  void failsNoCase() {
    var failures = new ArrayList<String>();
    verdicts.forEach(
        (name, verdict) -> {
          if (verdict instanceof Verdict.Failed failed && !excluded.containsKey(name)) {
            failures.add(name + ": " + failed.why());
          }
        });
    assertThat(failures).isEmpty();
  }

  @Test
  void everyExclusionIsNeeded() {
    assertThat(excluded.keySet())
        .allSatisfy(
            name -> assertThat(verdicts.get(name)).as(name).isInstanceOf(Verdict.Failed.class));
  }

  @Test
  void everyBuiltinIsOneOfOpa() {
    assertThat(opaBuiltins()).containsAll(Builtins.names());
  }

  @Test
  void thePageSaysWhatIsNotSupported() throws IOException {
    var page = Files.readString(PAGE);
    var begin = page.indexOf(BEGIN) + BEGIN.length();
    var written = page.substring(0, begin) + summary() + page.substring(page.indexOf(END, begin));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, written);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(written);
  }

  private static String summary() {
    var refusals = new TreeMap<String, Integer>();
    for (var verdict : verdicts.values()) {
      if (verdict instanceof Verdict.Refused refused) {
        refused.builtins().forEach(name -> refusals.merge(name, 1, Integer::sum));
      }
    }
    var summary =
        new StringBuilder(
            """

            | OPA's conformance suite | cases |
            |---|---:|
            | all | %d |
            | pass | %d |
            | refused when loaded, for a builtin of the list below | %d |
            | excluded | %d |
            | fail | 0 |

            """
                .formatted(
                    verdicts.size(),
                    count(Verdict.Passed.class),
                    count(Verdict.Refused.class),
                    excluded.size()));
    summary.append("Excluded by name, because:\n\n");
    excluded.forEach((name, why) -> summary.append("- `%s`: %s\n".formatted(name, why)));
    var missing = new TreeSet<>(opaBuiltins());
    missing.removeAll(Builtins.names());
    summary.append(
        "\nOf OPA's %d builtins %d are supported. These are not (in brackets the cases refused for them):\n\n"
            .formatted(opaBuiltins().size(), Builtins.names().size()));
    missing.forEach(
        name ->
            summary.append(
                "- `%s`%s\n"
                    .formatted(
                        name, refusals.containsKey(name) ? " (" + refusals.get(name) + ")" : "")));
    return summary.append('\n').toString();
  }

  private static long count(Class<? extends Verdict> kind) {
    return verdicts.values().stream().filter(kind::isInstance).count();
  }

  private static Collection<String> opaBuiltins() {
    var names = new ArrayList<String>();
    ConformanceTool.json(String.join("", ConformanceTool.lines("builtins")))
        .forEach(name -> names.add(name.textValue()));
    return List.copyOf(names);
  }
}
