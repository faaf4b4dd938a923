package dev.portcullis.infra.edge;

import dev.portcullis.infra.core.Violations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who answers what behind a {@link PublicEndpoint}.
 *
 * @param standard answers everything that no rule names
 * @param rules the first that fits wins
 */
public record Routes(Target standard, List<Rule> rules) {

  /** AWS counts each pattern of a condition, five for a rule. */
  private static final int MOST_PATTERNS = 5;

  /**
   * Paths that somebody else answers.
   *
   * @param paths patterns such as {@code /api/*}, up to five
   * @param target who
   */
  public record Rule(List<String> paths, Target target) {
    public Rule {
      paths = List.copyOf(paths);
      Violations.in(Routes.class)
          .unless(
              !paths.isEmpty()
                  && paths.size() <= MOST_PATTERNS
                  && paths.stream().allMatch(path -> path.matches("/[\\w.$/~\"'@:+&*?-]{0,127}")),
              "paths: not one to five patterns of a path, got " + paths + "; e.g. /api/*")
          .throwIfAny();
    }
  }

  public Routes {
    rules = List.copyOf(rules);
    var roles = new HashSet<>(List.of(standard.role()));
    var violations = Violations.in(Routes.class);
    for (var rule : rules) {
      violations.unless(
          roles.add(rule.target().role()),
          "rules: two targets have one role, got \""
              + rule.target().role()
              + "\"; roles are unique");
    }
    violations.throwIfAny();
  }

  /** Everybody who answers. */
  List<Target> targets() {
    return Stream.concat(Stream.of(standard), rules.stream().map(Rule::target)).toList();
  }

  /** Everything to one target. */
  public static Routes to(Target standard) {
    return new Routes(standard, List.of());
  }

  /** The same, but that path to somebody else. */
  public Routes with(String path, Target target) {
    var more = new ArrayList<>(rules);
    more.add(new Rule(List.of(path), target));
    return new Routes(standard, more);
  }
}
