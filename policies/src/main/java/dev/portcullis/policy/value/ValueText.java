package dev.portcullis.policy.value;

/** Prints values as OPA does: JSON with spaces, strings quoted as Go quotes them. */
final class ValueText {
  private final StringBuilder out = new StringBuilder();

  ValueText append(Object value) {
    if (value instanceof String text) {
      quote(text);
    } else if (value instanceof RegoArray array) {
      list(array, '[', ']');
    } else if (value instanceof RegoSet set) {
      if (set.size() == 0) {
        out.append("set()");
      } else {
        list(set, '{', '}');
      }
    } else if (value instanceof RegoObject object) {
      members(object);
    } else {
      out.append(value);
    }
    return this;
  }

  private void list(RegoCollection values, char open, char close) {
    out.append(open);
    for (var i = 0; i < values.size(); i++) {
      separate(i);
      append(values.valueAt(i));
    }
    out.append(close);
  }

  private void members(RegoObject object) {
    out.append('{');
    for (var i = 0; i < object.size(); i++) {
      separate(i);
      append(object.keyAt(i));
      out.append(": ");
      append(object.valueAt(i));
    }
    out.append('}');
  }

  private void separate(int position) {
    if (position > 0) {
      out.append(", ");
    }
  }

  /** As Go's strconv.Quote: what cannot be printed becomes an escape. */
  private void quote(String text) {
    out.append('"');
    text.codePoints().forEach(this::character);
    out.append('"');
  }

  private void character(int character) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (Values.isPrintable(character)) {
          out.appendCodePoint(character);
        } else if (character < 0x80 || Character.getType(character) == Character.SURROGATE) {
          // A surrogate that stands alone is a byte that is no part of a character.
          out.append(String.format("\\x%02x", character & 0xFF));
        } else if (character < 0x10000) {
          out.append(String.format("\\u%04x", character));
        } else {
          out.append(String.format("\\U%08x", character));
        }
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
