package dev.portcullis.infra.config;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The parameter table of one system: the only place that says what its configuration may hold. */
public final class Parameters {
  /** Namespace of every key: the name of the Pulumi project. */
  public static final String NAMESPACE = "portcullis";

  private final Map<String, Parameter> byName;

  private Parameters(Map<String, Parameter> byName) {
    this.byName = byName;
  }

  /**
   * The table, in the order it is documented in.
   *
   * @throws IllegalArgumentException if a name occurs twice
   */
  public static Parameters of(List<Parameter> parameters) {
    var byName = new LinkedHashMap<String, Parameter>();
    for (var parameter : parameters) {
      if (byName.putIfAbsent(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException(parameter.name() + ": is declared twice");
      }
    }
    return new Parameters(byName);
  }

  /** Key with namespace, as in a stack file. */
  public static String key(String name) {
    return NAMESPACE + ":" + name;
  }

  /**
   * The parameter with that name.
   *
   * @throws IllegalArgumentException if the table has none
   */
  public Parameter get(String name) {
    var parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          name + ": no such parameter; known are " + byName.keySet());
    }
    return parameter;
  }

  /** All keys, with namespace. */
  public Set<String> keys() {
    var keys = new LinkedHashSet<String>();
    for (var parameter : byName.values()) {
      keys.add(key(parameter.name()));
      parameter.alias().ifPresent(alias -> keys.add(key(alias)));
    }
    return keys;
  }

  /** The key that this key is another spelling of, both with namespace. */
  public Optional<String> spelledOut(String key) {
    return byName.values().stream()
        .filter(parameter -> parameter.alias().map(Parameters::key).equals(Optional.of(key)))
        .map(parameter -> key(parameter.name()))
        .findFirst();
  }

  /**
   * The keys of the project's namespace that mean nothing. A misspelt key would otherwise leave the
   * default in force without a word. Values are not shown: an unknown one may be a secret.
   *
   * @param config key with namespace to value; other namespaces belong to others
   */
  public List<Problem> unknownKeys(Map<String, String> config) {
    var problems = new ArrayList<Problem>();
    for (var key : new TreeMap<>(config).keySet()) {
      if (key.startsWith(NAMESPACE + ":") && !keys().contains(key)) {
        problems.add(
            new Problem(key, "unknown key", "known are " + String.join(", ", byName.keySet())));
      }
    }
    return problems;
  }

  /** Values after defaults, and what is wrong with them. */
  public Settings resolve(Function<String, Optional<String>> lookup) {
    var values = new TreeMap<String, String>();
    var problems = new ArrayList<Problem>();
    for (var parameter : byName.values()) {
      var given = lookup.apply(parameter.name());
      var aliased = parameter.alias().flatMap(lookup);
      if (given.isPresent() && aliased.isPresent()) {
        problems.add(
            new Problem(
                key(parameter.alias().orElseThrow()),
                "is another spelling of " + key(parameter.name()) + ", and both are given",
                "remove one of them"));
      }
      var value = given.or(() -> aliased).or(parameter::defaultValue);
      var allowed = parameter.allowed();
      if (value.isEmpty()) {
        if (parameter.required()) {
          problems.add(
              new Problem(
                  key(parameter.name()), "is missing", "allowed: " + allowed.description()));
        }
      } else if (!allowed.accepts().test(value.get())) {
        problems.add(refused(parameter, value.get()));
      } else {
        values.put(parameter.name(), value.get());
      }
    }
    return new Settings(values, problems);
  }

  /** The problem of a value that is not allowed. */
  static Problem refused(Parameter parameter, String value) {
    return new Problem(
        key(parameter.name()),
        "not allowed, got \"" + value + "\"",
        "allowed: " + parameter.allowed().description());
  }

  /** The table as Markdown. */
  public String describe() {
    var table = new StringBuilder("| key | default | allowed | meaning |\n|---|---|---|---|\n");
    for (var parameter : byName.values()) {
      var standard = parameter.defaultValue().map(v -> "`" + v + "`");
      table
          .append("| `")
          .append(key(parameter.name()))
          .append("` | ")
          .append(standard.orElse(parameter.required() ? "required" : "none"))
          .append(" | ")
          .append(parameter.allowed().description().replace("|", "\\|"))
          .append(" | ")
          .append(parameter.description())
          .append(
              parameter.alias().map(alias -> "; `" + key(alias) + "` is accepted too").orElse(""))
          .append(" |\n");
    }
    return table.toString();
  }
}
