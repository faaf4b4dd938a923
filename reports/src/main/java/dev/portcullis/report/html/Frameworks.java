package dev.portcullis.report.html;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.controls.Control;
import dev.portcullis.report.controls.ControlCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which controls of a framework rules name and how they fared, and which no rule names. */
final class Frameworks {
  /** What is not covered is said of this one: of all controls most are for nobody's system. */
  static final String BASELINE = "moderate";

  /** What a control is said to be is the worst that any of its rules is. */
  private static final List<Status.Rule> WORST_FIRST =
      List.of(
          Status.Rule.ERROR,
          Status.Rule.FAIL,
          Status.Rule.UNDECIDED,
          Status.Rule.VACUOUS,
          Status.Rule.WAIVED,
          Status.Rule.PASS,
          Status.Rule.NOT_APPLICABLE);

  private Frameworks() {}

  /**
   * A framework.
   *
   * @param source of its catalogue, empty when there is none
   * @param passed how many of the named controls have only rules that passed or had no subject, and
   *     one that passed
   * @param strays named controls that the catalogue does not have, or has as withdrawn
   * @param silent rules that name no control of it
   */
  record Framework(
      String name,
      String source,
      List<Family> families,
      int named,
      int passed,
      Baseline baseline,
      List<Named> strays,
      List<Ref> silent) {}

  /** A baseline, and how many of its controls are named and are not. */
  record Baseline(String name, int controls, int named, int missing) {}

  /**
   * A family of controls; one of no name and id has them all where there is no catalogue.
   *
   * @param missing of the baseline, named by no rule
   */
  record Family(String id, String title, List<Named> controls, List<Control> missing) {}

  /** A control that rules name. */
  record Named(
      String id,
      String title,
      String baselines,
      String state,
      String words,
      List<Matrix.Answer> rules) {}

  static List<Framework> of(Decision decision, Addresses addresses) {
    var frameworks = new TreeMap<String, SortedMap<String, List<RuleResult>>>();
    for (var rule : decision.rules()) {
      rule.controls()
          .forEach(
              (framework, controls) ->
                  controls.stream()
                      .distinct()
                      .forEach(
                          control ->
                              frameworks
                                  .computeIfAbsent(framework, f -> new TreeMap<>())
                                  .computeIfAbsent(control, c -> new ArrayList<>())
                                  .add(rule)));
    }
    var found = new ArrayList<Framework>();
    frameworks.forEach(
        (name, controls) -> found.add(framework(name, controls, decision, addresses)));
    return found;
  }

  private static Framework framework(
      String name,
      SortedMap<String, List<RuleResult>> byControl,
      Decision decision,
      Addresses addresses) {
    var catalogue = ControlCatalogue.of(name);
    var named = new TreeMap<String, Named>();
    byControl.forEach((id, rules) -> named.put(id, named(id, rules, catalogue, addresses)));
    var families =
        catalogue
            .map(known -> families(known, named))
            .orElseGet(() -> List.of(new Family("", "", List.copyOf(named.values()), List.of())));
    return new Framework(
        name,
        catalogue.map(ControlCatalogue::source).orElse(""),
        families,
        named.size(),
        (int) named.values().stream().filter(control -> control.state().equals("pass")).count(),
        catalogue.map(known -> baseline(known, named)).orElse(new Baseline("", 0, 0, 0)),
        catalogue.map(known -> strays(known, named)).orElse(List.of()),
        decision.rules().stream()
            .filter(rule -> rule.controls().getOrDefault(name, List.of()).isEmpty())
            .map(rule -> addresses.rule(rule.id()))
            .toList());
  }

  private static Baseline baseline(ControlCatalogue catalogue, Map<String, Named> named) {
    var controls = catalogue.baseline(BASELINE);
    var met = (int) controls.stream().filter(control -> named.containsKey(control.id())).count();
    return new Baseline(BASELINE, controls.size(), met, controls.size() - met);
  }

  /** In the order of the publisher, those of which there is something to say. */
  private static List<Family> families(ControlCatalogue catalogue, Map<String, Named> named) {
    var wanted = catalogue.baseline(BASELINE);
    var families = new ArrayList<Family>();
    catalogue
        .families()
        .forEach(
            (id, title) ->
                families.add(
                    new Family(
                        id,
                        title,
                        catalogue.controls().values().stream()
                            .filter(control -> control.family().equals(id))
                            .filter(control -> !control.withdrawn())
                            .flatMap(
                                control -> Optional.ofNullable(named.get(control.id())).stream())
                            .toList(),
                        wanted.stream()
                            .filter(control -> control.family().equals(id))
                            .filter(control -> !named.containsKey(control.id()))
                            .toList())));
    return families.stream()
        .filter(family -> !family.controls().isEmpty() || !family.missing().isEmpty())
        .toList();
  }

  private static List<Named> strays(ControlCatalogue catalogue, Map<String, Named> named) {
    return named.values().stream()
        .filter(control -> !stands(catalogue.controls().get(control.id())))
        .toList();
  }

  private static boolean stands(@Nullable Control control) {
    return control != null && !control.withdrawn();
  }

  private static Named named(
      String id,
      List<RuleResult> rules,
      Optional<ControlCatalogue> catalogue,
      Addresses addresses) {
    var known = catalogue.map(found -> found.controls().get(id));
    var worst =
        WORST_FIRST.stream()
            .filter(status -> rules.stream().anyMatch(rule -> rule.status() == status))
            .findFirst()
            .orElseThrow();
    return new Named(
        id,
        known.map(control -> control.withdrawn() ? "withdrawn" : control.title()).orElse(""),
        known.map(control -> String.join(", ", control.baselines())).orElse(""),
        worst.json(),
        words(worst, rules),
        rules.stream().map(rule -> Matrix.answer(rule, addresses)).toList());
  }

  private static String words(Status.Rule worst, List<RuleResult> rules) {
    return switch (worst) {
      case PASS ->
          rules.stream().allMatch(rule -> rule.status() == Status.Rule.PASS)
              ? "rules passed"
              : "passed or no subject";
      case NOT_APPLICABLE -> "no subject";
      case VACUOUS -> "subject missing";
      default -> worst.json();
    };
  }
}
