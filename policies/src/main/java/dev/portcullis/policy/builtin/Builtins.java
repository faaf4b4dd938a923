package dev.portcullis.policy.builtin;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every builtin there is, by OPA's name for it. */
public final class Builtins {
  private Builtins() {}

  /** The builtin with that name; empty when it is not supported. */
  public static Optional<Builtin> find(String name) {
    var family = Family.of(name);
    return family == null ? Optional.empty() : Optional.of(named(family, name));
  }

  private static Builtin named(Family family, String name) {
    return switch (family) {
      case COMPARISON -> ComparisonBuiltins.named(name);
      case ARITHMETIC -> ArithmeticBuiltins.named(name);
      case NUMBERS -> NumberBuiltins.named(name);
      case AGGREGATES -> AggregateBuiltins.named(name);
      case SETS -> SetBuiltins.named(name);
      case ARRAYS -> ArrayBuiltins.named(name);
      case OBJECTS -> ObjectBuiltins.named(name);
      case TYPES -> TypeBuiltins.named(name);
      case STRINGS -> StringBuiltins.named(name);
      case REWRITING -> Rewriting.named(name);
      case FORMAT -> Sprintf.named(name);
      case REGEX -> RegexBuiltins.named(name);
      case GLOB -> GlobBuiltins.named(name);
      case JSON -> JsonBuiltins.named(name);
      case NET -> NetBuiltins.named(name);
      case ENCODING -> EncodingBuiltins.named(name);
      case CRYPTO -> CryptoBuiltins.named(name);
      case URLS -> UrlBuiltins.named(name);
      case TIME -> TimeBuiltins.named(name);
      case UNITS -> UnitBuiltins.named(name);
      case SEMVER -> SemverBuiltins.named(name);
      case UUID -> UuidBuiltins.named(name);
      case TRACE -> TraceBuiltins.named(name);
      case GRAPH -> GraphBuiltins.named(name);
    };
  }

  /** The names of all supported builtins. */
  public static SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(Family.names()));
  }
}
