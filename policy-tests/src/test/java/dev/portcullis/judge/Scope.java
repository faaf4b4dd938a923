package dev.portcullis.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an expression may name: variables of its body and of those around it, and earlier rules. */
final class Scope {
  /** A text of a type: a variable, a document or a rule. */
  record Name(String text, RegoType type) {}

  /** A function of the generated policy. */
  record Function(String name, List<RegoType> parameters, RegoType result) {}

  private final List<Name> names;
  private final List<Function> functions;
  private final boolean negated;

  private Scope(List<Name> names, List<Function> functions, boolean negated) {
    this.names = names;
    this.functions = functions;
    this.negated = negated;
  }

  /** Knows the documents only. */
  static Scope ofDocuments() {
    var scope = new Scope(new ArrayList<>(), new ArrayList<>(), false);
    Vocabulary.DOCUMENTS.forEach(scope::add);
    return scope;
  }

  /** What is added to the inner scope is not known in this one. */
  Scope inner() {
    return new Scope(new ArrayList<>(names), new ArrayList<>(functions), negated);
  }

  /** The same inside of every, which is planned as the negation of a negation. */
  Scope innerNegated() {
    return new Scope(new ArrayList<>(names), new ArrayList<>(functions), true);
  }

  boolean isNegated() {
    return negated;
  }

  void add(String name, RegoType type) {
    names.add(new Name(name, type));
    if (type.kind() == RegoType.Kind.RESOURCE) {
      Vocabulary.RESOURCE.forEach((member, of) -> names.add(new Name(name + "." + member, of)));
    }
  }

  void add(Function function) {
    functions.add(function);
  }

  /** A name of that type; the nearest are the likeliest. */
  Optional<String> name(RegoType type, Draw draw) {
    var fitting = names.stream().filter(name -> name.type().equals(type)).toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    var near = fitting.subList(Math.max(0, fitting.size() - 4), fitting.size());
    return Optional.of(draw.of(draw.percent(60) ? near : fitting).text());
  }

  Optional<Function> anyFunction(Draw draw) {
    return functions.isEmpty() ? Optional.empty() : Optional.of(draw.of(functions));
  }

  Optional<Function> function(RegoType result, Draw draw) {
    var fitting = functions.stream().filter(function -> function.result().equals(result)).toList();
    return fitting.isEmpty() ? Optional.empty() : Optional.of(draw.of(fitting));
  }
}
