package dev.portcullis.graph.capture.synth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The hand-written rules of aws-rules.txt, which explains their form. */
final class Rules {

  /**
   * One output.
   *
   * @param json whether the filled-in template is JSON rather than a text
   */
  record Rule(String output, String template, boolean json) {}

  private static final String RESOURCE = "aws-rules.txt";
  private static final Map<String, List<Rule>> RULES = load();

  private Rules() {}

  /** The rules of a type, in the order they build on each other. */
  static List<Rule> of(String type) {
    return RULES.getOrDefault(type, List.of());
  }

  static Set<String> types() {
    return RULES.keySet();
  }

  private static Map<String, List<Rule>> load() {
    var stream = Objects.requireNonNull(Rules.class.getResourceAsStream(RESOURCE), RESOURCE);
    var rules = new HashMap<String, List<Rule>>();
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      List<Rule> open = new ArrayList<>();
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (line.startsWith("[")) {
          open = open.isEmpty() ? open : new ArrayList<>();
          if (rules.put(line.substring(1, line.length() - 1), open) != null) {
            throw new IllegalStateException(RESOURCE + " has two rules for " + line);
          }
        } else {
          open.add(rule(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
    return rules;
  }

  private static Rule rule(String line) {
    int separator = line.indexOf(" = ");
    int json = line.indexOf(" := ");
    boolean isJson = json > 0 && (separator < 0 || json < separator);
    int end = isJson ? json : separator;
    var template = line.substring(end + (isJson ? 4 : 3)).strip();
    return new Rule(line.substring(0, end).strip(), template, isJson);
  }
}
