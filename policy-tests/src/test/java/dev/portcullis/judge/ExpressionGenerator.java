package dev.portcullis.judge;

import dev.portcullis.judge.RegoType.Kind;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random expressions of Rego that are well typed for OPA's compiler. */
final class ExpressionGenerator {
  private final Draw draw;
  private final BodyGenerator bodies;
  private int variables;

  ExpressionGenerator(Draw draw) {
    this.draw = draw;
    this.bodies = new BodyGenerator(draw, this);
  }

  /** What may stand in a body. */
  BodyGenerator bodies() {
    return bodies;
  }

  String expression(RegoType type, Scope scope, int depth) {
    if (depth <= 0 || draw.percent(25)) {
      var name = draw.percent(75) ? named(type, scope) : Optional.<String>empty();
      return name.orElseGet(() -> literal(type, scope, depth));
    }
    if (type.isCollection() && draw.percent(25)) {
      return comprehension(type, scope, depth);
    }
    var function = draw.percent(35) ? scope.function(type, draw) : Optional.<Scope.Function>empty();
    if (function.isPresent()) {
      return call(function.get(), scope, depth);
    }
    var forms = Forms.of(type);
    return forms.isEmpty() || draw.percent(10)
        ? literal(type, scope, depth)
        : fill(draw.of(forms), scope, depth);
  }

  /** A name of the type, or a member of an object or array that has a name. */
  private Optional<String> named(RegoType type, Scope scope) {
    if (draw.percent(15)) {
      var of = draw.percent(50) ? RegoType.object(type) : RegoType.array(type);
      var collection = scope.name(of, draw);
      if (collection.isPresent()) {
        var key = expression(keyOf(collection.get(), of), scope, 0);
        return Optional.of(collection.get() + "[" + key + "]");
      }
    }
    return scope.name(type, draw);
  }

  /** Of any type, except in data: the store of OPA takes the text "3" for the index 3. */
  private RegoType keyOf(String collection, RegoType type) {
    if (collection.startsWith("data.")) {
      return type.key();
    }
    return draw.of(RegoType.STRING, RegoType.NUMBER);
  }

  private String call(Scope.Function function, Scope scope, int depth) {
    return function.parameters().stream()
        .map(parameter -> expression(parameter, scope, depth - 2))
        .collect(Collectors.joining(", ", function.name() + "(", ")"));
  }

  private String fill(Forms.Form form, Scope scope, int depth) {
    var text = new StringBuilder();
    var operands = form.operands().iterator();
    for (var character : form.template().toCharArray()) {
      switch (character) {
        case '@' -> text.append(expression(operands.next(), scope, depth - 1));
        case '?' -> text.append(Vocabulary.pattern(draw));
        default -> text.append(character);
      }
    }
    return text.toString();
  }

  String literal(RegoType type, Scope scope, int depth) {
    return switch (type.kind()) {
      case NUMBER -> draw.of(Vocabulary.NUMBERS);
      case STRING -> string();
      case BOOLEAN -> draw.of("true", "false");
      case RESOURCE ->
          "{\"urn\": %s, \"type\": %s, \"inputs\": {\"size\": %s, \"on\": true, \"tags\": %s}, \"dependencies\": %s}"
              .formatted(
                  expression(RegoType.STRING, scope, depth - 1),
                  string(),
                  expression(RegoType.NUMBER, scope, depth - 1),
                  expression(RegoType.object(RegoType.STRING), scope, depth - 1),
                  expression(RegoType.array(RegoType.STRING), scope, depth - 1));
      case ARRAY -> elements(type, scope, depth, "[", "]");
      case SET -> elements(type, scope, depth, "{", "}");
      case OBJECT ->
          IntStream.range(0, 1 + draw.below(3))
              // A key may stand once only: a conflict of literals is an error of the compiler.
              .mapToObj(i -> "\"%s\": %s".formatted("abc".charAt(i), inside(type, scope, depth)))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private String elements(RegoType type, Scope scope, int depth, String open, String close) {
    return IntStream.range(0, 1 + draw.below(3))
        .mapToObj(i -> inside(type, scope, depth))
        .collect(Collectors.joining(", ", open, close));
  }

  private String inside(RegoType type, Scope scope, int depth) {
    return expression(type.elementType(), scope, depth - 1);
  }

  private String string() {
    return "\"" + draw.of(Vocabulary.STRINGS) + "\"";
  }

  private String comprehension(RegoType type, Scope scope, int depth) {
    var inner = scope.inner();
    var body = new ArrayList<String>();
    if (type.kind() == Kind.OBJECT) {
      // A key may have one value only, so nothing else that is iterated decides about it.
      var key = variable();
      var element = variable();
      var source = RegoType.object(draw.of(RegoType.NUMBER, RegoType.STRING));
      body.add("some %s, %s in %s".formatted(key, element, expression(source, scope, depth - 1)));
      inner.add(key, RegoType.STRING);
      inner.add(element, source.elementType());
      var value = expression(type.elementType(), inner, depth - 1);
      body.addAll(bodies.statements(inner, depth - 1, 2));
      return "{%s: %s | %s}".formatted(key, value, String.join("; ", body));
    }
    body.addAll(bodies.statements(inner, depth - 1, 3));
    var head = variable();
    body.add(head + " := " + expression(type.elementType(), inner, depth - 1));
    return (type.kind() == Kind.ARRAY ? "[%s | %s]" : "{%s | %s}")
        .formatted(head, String.join("; ", body));
  }

  /** A name that no other variable of the policy has. */
  String variable() {
    return "v" + variables++;
  }
}
