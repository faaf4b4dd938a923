package dev.portcullis.judge;

import org.jspecify.annotations.Nullable;

/** Type of a generated expression. */
record RegoType(Kind kind, @Nullable RegoType element) {
  enum Kind {
    NUMBER,
    STRING,
    BOOLEAN,
    RESOURCE,
    ARRAY,
    SET,
    OBJECT
  }

  static final RegoType NUMBER = new RegoType(Kind.NUMBER, null);
  static final RegoType STRING = new RegoType(Kind.STRING, null);
  static final RegoType BOOLEAN = new RegoType(Kind.BOOLEAN, null);

  /** An element of {@code input.resources}, with the members of {@link Vocabulary#RESOURCE}. */
  static final RegoType RESOURCE = new RegoType(Kind.RESOURCE, null);

  static RegoType array(RegoType element) {
    return new RegoType(Kind.ARRAY, element);
  }

  static RegoType set(RegoType element) {
    return new RegoType(Kind.SET, element);
  }

  /** Its keys are strings. */
  static RegoType object(RegoType element) {
    return new RegoType(Kind.OBJECT, element);
  }

  boolean isCollection() {
    return element != null;
  }

  /** Type of the first variable in {@code some k, v in …}. */
  RegoType key() {
    return switch (kind) {
      case ARRAY -> NUMBER;
      case OBJECT -> STRING;
      default -> elementType();
    };
  }

  RegoType elementType() {
    if (element == null) {
      throw new IllegalStateException(kind + " has no elements");
    }
    return element;
  }

  static RegoType any(Draw draw) {
    return draw.percent(60) ? draw.of(NUMBER, STRING, BOOLEAN) : iterable(draw);
  }

  static RegoType iterable(Draw draw) {
    return draw.of(
        array(RESOURCE),
        array(STRING),
        array(NUMBER),
        set(STRING),
        set(NUMBER),
        object(STRING),
        object(NUMBER),
        object(array(STRING)));
  }
}
