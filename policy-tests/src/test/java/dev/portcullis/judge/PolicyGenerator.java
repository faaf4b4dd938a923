package dev.portcullis.judge;

import dev.portcullis.judge.RegoType.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A random policy: functions in package {@code lib}, rules in package {@code fuzz}, each using the
 * ones before it. Rules that may contradict themselves are used by no other, because OPA's
 * evaluator and a plan need not meet such a contradiction in the same evaluation otherwise.
 */
final class PolicyGenerator {
  private static final int DEPTH = 3;
  private static final Pattern VARIABLE = Pattern.compile("\\bv\\d+\\b");
  private static final Pattern DECLARED = Pattern.compile("\\b(some|every) v\\d+(, v\\d+)? in\\b");

  /** Rules that are found by a name that only the evaluation knows. */
  private static final String DISPATCHED =
      "package dispatched\n\na := input.n\n\nb := 1 + data.facts.n\n\nc := 3 if input.b\n";

  private final Draw draw;
  private final ExpressionGenerator expressions;
  private final Scope scope = Scope.ofDocuments();
  private final StringBuilder functions = new StringBuilder("package lib\n\n");
  private final StringBuilder rules = new StringBuilder("package fuzz\n\n");
  private final List<String> entrypoints = new ArrayList<>();

  PolicyGenerator(Draw draw) {
    this.draw = draw;
    this.expressions = new ExpressionGenerator(draw);
  }

  /** File name to text. */
  Map<String, String> modules() {
    var modules = new LinkedHashMap<String, String>();
    modules.put("fuzz.rego", withoutUnused(rules.toString()));
    modules.put("lib.rego", withoutUnused(functions.toString()));
    modules.put("dispatched.rego", DISPATCHED);
    return modules;
  }

  /** OPA refuses a variable that some or every declares and nothing uses. */
  private static String withoutUnused(String module) {
    return DECLARED
        .matcher(module)
        .replaceAll(
            declared ->
                VARIABLE
                    .matcher(declared.group())
                    .replaceAll(
                        variable ->
                            Pattern.compile(variable.group() + "\\b")
                                        .matcher(module)
                                        .results()
                                        .count()
                                    == 1
                                ? "_"
                                : variable.group()));
  }

  /** Every rule of package {@code fuzz}. */
  List<String> entrypoints() {
    return entrypoints;
  }

  static PolicyGenerator generate(Draw draw) {
    var generator = new PolicyGenerator(draw);
    for (var i = draw.below(4); i > 0; i--) {
      generator.function("f" + i);
    }
    for (var i = 2 + draw.below(4); i > 0; i--) {
      generator.rule("p" + i);
    }
    return generator;
  }

  private void function(String name) {
    var parameters = List.of(RegoType.any(draw), draw.of(RegoType.STRING, RegoType.NUMBER));
    var result = RegoType.any(draw);
    var inner = scope.inner();
    inner.add("x", parameters.get(0));
    if (draw.percent(30)) {
      functions.append("default %s(_, _) := %s\n\n".formatted(name, constant(result)));
    }
    if (draw.percent(40)) {
      // Bodies that exclude each other by a constant of the head.
      for (var constant :
          parameters.get(1).equals(RegoType.STRING)
              ? List.of("\"a\"", "\"b\"")
              : List.of("1", "2")) {
        definition(functions, name + "(x, " + constant + ")", result, inner);
      }
    } else {
      inner.add("y", parameters.get(1));
      definition(functions, name + "(x, y)", result, inner);
    }
    scope.add(new Scope.Function("data.lib." + name, parameters, result));
  }

  /** {@code head := value if body}, perhaps followed by else. */
  private void definition(StringBuilder module, String head, RegoType result, Scope around) {
    var inner = around.inner();
    var body = expressions.bodies().statements(inner, DEPTH - 1, 3);
    var value = expressions.expression(result, inner, DEPTH - 1);
    module.append("%s := %s if {\n%s}".formatted(head, value, lines(body)));
    for (var i = draw.percent(25) ? 1 + draw.below(2) : 0; i > 0; i--) {
      inner = around.inner();
      body = expressions.bodies().statements(inner, DEPTH - 1, 2);
      value = expressions.expression(result, inner, DEPTH - 2);
      module.append(" else := %s if {\n%s}".formatted(value, lines(body)));
    }
    module.append("\n\n");
  }

  private static String lines(List<String> body) {
    return "\t" + String.join("\n\t", body) + "\n";
  }

  private String constant(RegoType type) {
    return switch (type.kind()) {
      case NUMBER -> "7";
      case STRING -> "\"default\"";
      case BOOLEAN -> "false";
      case SET -> "set()";
      case OBJECT -> "{}";
      default -> "[]";
    };
  }

  private void rule(String name) {
    switch (draw.below(8)) {
      case 0, 1 -> complete(name);
      case 2, 3, 4 -> set(name);
      case 5 -> object(name);
      case 6 -> nested(name);
      default -> contradictory(name);
    }
    entrypoints.add("fuzz/" + name);
  }

  private void complete(String name) {
    var type = RegoType.any(draw);
    if (draw.percent(40)) {
      rules.append("default %s := %s\n\n".formatted(name, constant(type)));
    }
    definition(rules, name, type, scope);
    scope.add(name, type);
  }

  private void set(String name) {
    var element = draw.of(RegoType.STRING, RegoType.NUMBER, RegoType.STRING);
    for (var i = 1 + draw.below(3); i > 0; i--) {
      var inner = scope.inner();
      var body = expressions.bodies().statements(inner, DEPTH, 3);
      var member = expressions.expression(element, inner, 2);
      rules.append("%s contains %s if {\n%s}\n\n".formatted(name, member, lines(body)));
    }
    scope.add(name, RegoType.set(element));
  }

  private void object(String name) {
    var type = RegoType.object(draw.of(RegoType.STRING, RegoType.NUMBER));
    var inner = scope.inner();
    var key = expressions.variable();
    var element = expressions.variable();
    var source = new RegoType(Kind.OBJECT, draw.of(RegoType.STRING, RegoType.NUMBER));
    var over = expressions.expression(source, scope, 2);
    inner.add(key, RegoType.STRING);
    inner.add(element, source.elementType());
    var body = new ArrayList<>(List.of("some %s, %s in %s".formatted(key, element, over)));
    body.addAll(expressions.bodies().statements(inner, DEPTH - 1, 2));
    var value = expressions.variable();
    body.add(
        value
            + " := "
            + expressions.expression(type.elementType(), onlyKey(key, element, source), DEPTH - 1));
    rules.append("%s[%s] := %s if {\n%s}\n\n".formatted(name, key, value, lines(body)));
    scope.add(name, type);
  }

  /** What the value may depend on: were it on more, one key could have two values. */
  private Scope onlyKey(String key, String element, RegoType source) {
    var inner = scope.inner();
    inner.add(key, RegoType.STRING);
    inner.add(element, source.elementType());
    return inner;
  }

  /** Rules whose heads are references: {@code p.a contains x}, {@code p.b := y}. */
  private void nested(String name) {
    var inner = scope.inner();
    var body = expressions.bodies().statements(inner, DEPTH - 1, 2);
    var member = expressions.expression(RegoType.STRING, inner, 2);
    rules.append("%s.a contains %s if {\n%s}\n\n".formatted(name, member, lines(body)));
    scope.add(name + ".a", RegoType.set(RegoType.STRING));
    if (draw.percent(60)) {
      var key = expressions.variable();
      var member2 = expressions.expression(RegoType.NUMBER, scope, 2);
      rules.append(
          "%s.b[%s] contains %s if {\n\tsome %s in %s\n}\n\n"
              .formatted(
                  name,
                  key,
                  member2,
                  key,
                  expressions.expression(RegoType.array(RegoType.STRING), scope, 2)));
      scope.add(name + ".b", RegoType.object(RegoType.set(RegoType.NUMBER)));
    }
    definition(rules, name + ".c", RegoType.NUMBER, scope);
    scope.add(name + ".c", RegoType.NUMBER);
  }

  private void contradictory(String name) {
    for (var i = 0; i < 2; i++) {
      if (name.hashCode() % 2 == 0) {
        definition(rules, name, RegoType.NUMBER, scope);
      } else {
        var inner = scope.inner();
        var body = expressions.bodies().statements(inner, DEPTH - 1, 3);
        rules.append(
            "%s[%s] := %s if {\n%s}\n\n"
                .formatted(
                    name,
                    expressions.expression(RegoType.STRING, inner, 0),
                    expressions.expression(RegoType.NUMBER, inner, 1),
                    lines(body)));
      }
    }
  }
}
