package dev.portcullis.judge;

import dev.portcullis.judge.RegoType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Random statements of a body: iteration, assignment, negation, every, walk, patterns, with. */
final class BodyGenerator {
  private final Draw draw;
  private final ExpressionGenerator expressions;

  BodyGenerator(Draw draw, ExpressionGenerator expressions) {
    this.draw = draw;
    this.expressions = expressions;
  }

  /** Up to that many statements; variables they bind are added to the scope. At least one. */
  List<String> statements(Scope scope, int depth, int most) {
    var statements = new ArrayList<String>();
    for (var i = draw.below(most); i >= 0; i--) {
      statements.add(statement(scope, depth));
    }
    return statements;
  }

  private String statement(Scope scope, int depth) {
    return switch (draw.below(11)) {
      case 10 -> scope.isNegated() || draw.percent(50) ? walk(scope, depth) : dispatch(scope);
      case 0, 1, 2 -> some(scope, depth);
      case 3, 4 -> assignment(scope, depth);
      case 5 -> "not " + negatable(scope, depth);
      case 6 -> every(scope, depth);
      case 7 -> unification(scope, depth);
      default -> condition(scope, depth);
    };
  }

  /** OPA iterates over a literal set as it is written: {2, input.n} twice when n is 2. */
  private String iterated(RegoType type, Scope scope, int depth) {
    var over = expressions.expression(type, scope, depth - 1);
    return type.kind() == Kind.SET ? "union({" + over + "})" : over;
  }

  /**
   * A rule found by name. Not under a negation: in the plan of OPA 1.22.0 "not data.a[x] == 1" does
   * not hold when data.a[x] is 2, because the comparison ends inside of the blocks that find the
   * rule.
   */
  private String dispatch(Scope scope) {
    var name = expressions.variable();
    var key = expressions.expression(RegoType.STRING, scope, 1);
    scope.add(name, RegoType.NUMBER);
    return "%s := data.dispatched[%s]".formatted(name, key);
  }

  private String walk(Scope scope, int depth) {
    var node = expressions.variable();
    var text = expressions.variable();
    var root = expressions.expression(RegoType.any(draw), scope, depth - 1);
    scope.add(text, RegoType.STRING);
    return "walk(%s, [_, %s]); %s := json.marshal(%s)".formatted(root, node, text, node);
  }

  private String some(Scope scope, int depth) {
    var type = RegoType.iterable(draw);
    var over = iterated(type, scope, depth);
    var element = expressions.variable();
    if (draw.percent(50)) {
      scope.add(element, type.elementType());
      return "some %s in %s".formatted(element, over);
    }
    var key = expressions.variable();
    scope.add(key, type.key());
    scope.add(element, type.elementType());
    return "some %s, %s in %s".formatted(key, element, over);
  }

  private String assignment(Scope scope, int depth) {
    var type = RegoType.any(draw);
    var value = expressions.expression(type, scope, depth - 1) + modifiers(scope, depth);
    var name = expressions.variable();
    scope.add(name, type);
    return name + " := " + value;
  }

  private String condition(Scope scope, int depth) {
    return expressions.expression(RegoType.BOOLEAN, scope, depth - 1) + modifiers(scope, depth);
  }

  /** Never a comprehension: the plan leaves that out as true, so its errors are not met. */
  private String negatable(Scope scope, int depth) {
    var name = draw.percent(30) ? scope.name(RegoType.any(draw), draw) : Optional.<String>empty();
    return name.orElseGet(() -> expressions.expression(RegoType.BOOLEAN, scope, depth - 1))
        + modifiers(scope, depth);
  }

  private String modifiers(Scope scope, int depth) {
    if (depth <= 0 || !draw.percent(15)) {
      return "";
    }
    if (draw.percent(20)) {
      return draw.of(" with count as 3", " with upper as lower", " with startswith as false");
    }
    var mocked = draw.percent(20) ? scope.anyFunction(draw) : Optional.<Scope.Function>empty();
    if (mocked.isPresent()) {
      var other = mocked.get();
      return " with " + other.name() + " as " + expressions.literal(other.result(), scope, 0);
    }
    var target = draw.of(List.copyOf(Vocabulary.DOCUMENTS.keySet()));
    var value = expressions.expression(Vocabulary.DOCUMENTS.get(target), scope, 1);
    return " with " + target + " as " + value;
  }

  private String every(Scope scope, int depth) {
    var type = RegoType.iterable(draw);
    var over = iterated(type, scope, depth);
    var inner = scope.innerNegated();
    var key = expressions.variable();
    var element = expressions.variable();
    inner.add(key, type.key());
    inner.add(element, type.elementType());
    return "every %s, %s in %s { %s }"
        .formatted(key, element, over, String.join("; ", statements(inner, depth - 1, 2)));
  }

  /** A pattern on the left, iteration by a variable in brackets on the right. */
  private String unification(Scope scope, int depth) {
    var first = expressions.variable();
    var second = expressions.variable();
    var pattern =
        switch (draw.below(5)) {
          case 0 -> "[%s, %s] = input.nested[_]".formatted(first, second);
          case 1 ->
              "[%s, [1, %s]] = [%s, %s]"
                  .formatted(first, second, number(scope, depth), numbers(scope));
          case 2 -> "{\"a\": %s, \"b\": %s} = %s".formatted(first, second, map(scope));
          case 3 -> "%s = input.nested[_][%s]".formatted(first, second);
          default -> "%s = input.map[_]; %s = input.numbers[_]".formatted(first, second);
        };
    scope.add(first, RegoType.NUMBER);
    scope.add(second, RegoType.NUMBER);
    return pattern;
  }

  private String number(Scope scope, int depth) {
    return expressions.expression(RegoType.NUMBER, scope, depth - 1);
  }

  /** OPA refuses a pattern that a literal cannot fit, so these are documents or fit. */
  private String numbers(Scope scope) {
    return draw.percent(50) ? "input.numbers" : "[1, %s]".formatted(number(scope, 1));
  }

  private String map(Scope scope) {
    return draw.percent(50)
        ? "input.map"
        : "{\"a\": %s, \"b\": %s}".formatted(number(scope, 1), number(scope, 1));
  }
}
