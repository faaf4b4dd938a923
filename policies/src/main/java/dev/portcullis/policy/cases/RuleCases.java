package dev.portcullis.policy.cases;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.InputException;
import dev.portcullis.policy.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cases of one rule, one YAML file.
 *
 * @param rule id of the rule
 * @param cases at least one that passes, one that fails and one that is unknown
 */
public record RuleCases(String rule, List<Case> cases) {

  /**
   * One small graph and the complete verdict of the rule over it.
   *
   * @param profile name of the profile, baseline when null
   * @param parameters overrides by name
   * @param source the graph's source, e.g. its configuration
   * @param resources with a type and a name; URN, inputs and the like have defaults
   */
  public record Case(
      String name,
      @Nullable String profile,
      @Nullable Map<String, JsonNode> parameters,
      @Nullable ObjectNode source,
      List<ObjectNode> resources,
      Expectation expect) {

    /** Expectations go by name: two resources of one name could hide a wrong verdict. */
    private void check(String source) {
      var names = new HashSet<String>();
      for (var resource : resources) {
        if (!resource.path("type").isTextual() || !resource.path("name").isTextual()) {
          throw InputException.of(
              source, name, "a resource without type or name", "every resource has both");
        }
        if (!names.add(resource.path("name").asText())) {
          throw InputException.of(
              source, name, "two resources are called " + resource.path("name"), "rename one");
        }
      }
    }
  }

  /**
   * The complete verdict, resources by name. An absent list is an empty one, but for exemptions:
   * absent means not compared.
   */
  public record Expectation(
      @Nullable List<String> targets,
      @Nullable List<Place> findings,
      @Nullable List<Place> unknowns,
      @Nullable List<Reference> references,
      @Nullable List<Place> exemptions) {}

  /** A place in a resource. */
  public record Place(
      @JsonProperty(required = true) String name, @JsonProperty(required = true) String pointer) {}

  /** A pass by reference. */
  public record Reference(
      @JsonProperty(required = true) String name, @JsonProperty(required = true) String via) {}

  /** The cases of the pack that this build carries, sorted by rule. */
  public static List<RuleCases> builtIn(Iterable<String> ruleIds) {
    var all = new ArrayList<RuleCases>();
    for (var id : ruleIds) {
      var name = id.substring(0, id.indexOf('-')) + "/" + id + ".yaml";
      try (var in = RuleCases.class.getResourceAsStream(name)) {
        if (in == null) {
          throw InputException.of(
              "cases", name, "the rule has no case file", "write policies/src/cases/" + name);
        }
        all.add(read(name, in));
      } catch (IOException e) {
        throw InputException.of(
            "cases", name, "cannot be read: " + e.getMessage(), "build the gate again", e);
      }
    }
    return all;
  }

  /** The case files below a folder, sorted by path. */
  public static List<RuleCases> in(Path folder) {
    try (var files = Files.walk(folder)) {
      var all = new ArrayList<RuleCases>();
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        try (var in = Files.newInputStream(file)) {
          all.add(read(folder.relativize(file).toString(), in));
        }
      }
      return all;
    } catch (IOException e) {
      throw InputException.of(
          folder.toString(),
          "",
          "cannot be read: " + e.getMessage(),
          "name a folder with case files",
          e);
    }
  }

  private static RuleCases read(String name, InputStream in) throws IOException {
    var cases = Yaml.read(name, in, new TypeReference<RuleCases>() {});
    if (cases.rule() == null || cases.cases() == null) {
      throw InputException.of(name, "", "no rule or no cases", "begin with rule: and cases:");
    }
    var names = new HashSet<String>();
    for (var one : cases.cases()) {
      if (one.name() == null || one.resources() == null || one.expect() == null) {
        throw InputException.of(
            name,
            String.valueOf(one.name()),
            "incomplete",
            "a case has name, resources and expect");
      }
      one.check(name);
      if (!names.add(one.name())) {
        throw InputException.of(name, one.name(), "two cases have this name", "give each its own");
      }
    }
    cases.requireEveryOutcome(name);
    return cases;
  }

  /** A rule that was never seen to pass, to fail and not to know is not proven. */
  private void requireEveryOutcome(String name) {
    var passes =
        cases.stream()
            .anyMatch(
                c ->
                    c.expect().targets() != null
                        && c.expect().findings() == null
                        && c.expect().unknowns() == null);
    var fails =
        cases.stream()
            .anyMatch(c -> c.expect().findings() != null && !c.expect().findings().isEmpty());
    var unknown =
        cases.stream()
            .anyMatch(c -> c.expect().unknowns() != null && !c.expect().unknowns().isEmpty());
    if (!passes || !fails || !unknown) {
      throw InputException.of(
          name,
          "cases",
          "no " + (passes ? fails ? "unknown" : "failing" : "passing") + " case",
          "a rule shows one that passes, one that fails and one that is unknown");
    }
  }
}
