package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoNumber;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Operands as the type a builtin needs, or the error that OPA has for them. */
final class Operands {
  private static final int LONGEST_INTEGER = 19;

  private Operands() {}

  static String string(Object value, int position) {
    if (value instanceof String text) {
      return text;
    }
    throw wrongType(value, position, "string");
  }

  static RegoArray array(Object value, int position) {
    if (value instanceof RegoArray array) {
      return array;
    }
    throw wrongType(value, position, "array");
  }

  static RegoObject object(Object value, int position) {
    if (value instanceof RegoObject object) {
      return object;
    }
    throw wrongType(value, position, "object");
  }

  static RegoSet set(Object value, int position) {
    if (value instanceof RegoSet set) {
      return set;
    }
    throw wrongType(value, position, "set");
  }

  /** An array or a set. */
  static RegoCollection list(Object value, int position) {
    if (value instanceof RegoCollection list && !(value instanceof RegoObject)) {
      return list;
    }
    throw wrongType(value, position, "set", "array");
  }

  /** A number, whichever of the two classes it has. */
  static Object number(Object value, int position) {
    if (value instanceof Long || value instanceof RegoNumber) {
      return value;
    }
    throw wrongType(value, position, "number");
  }

  /** An integer in the range of a long; {@code 10.0} is one, {@code 1e1} is none. */
  static long integer(Object value, int position) {
    if (value instanceof Long integer) {
      return integer;
    }
    if (value instanceof RegoNumber number) {
      var integer = integer(number.toString());
      if (integer == null) {
        throw operand(position, "must be integer number but got floating-point number");
      }
      return integer;
    }
    throw wrongType(value, position, "number");
  }

  /** What OPA reads as a plain integer: digits, and nothing but zeros after a point. */
  static @Nullable Long integer(String text) {
    var start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() == start || text.length() - start > LONGEST_INTEGER) {
      return null;
    }
    var point = text.indexOf('.');
    var end = point < 0 ? text.length() : point;
    for (var i = start; i < text.length(); i++) {
      var character = text.charAt(i);
      if (i != point && (character < '0' || character > (i < end ? '9' : '0'))) {
        return null;
      }
    }
    var digits = text.substring(start, end);
    var value = new BigInteger(digits.isEmpty() ? "0" : digits);
    if (value.bitLength() >= Long.SIZE) {
      return null;
    }
    return text.charAt(0) == '-' ? -value.longValue() : value.longValue();
  }

  /** An integer of any size, however it is written. */
  static BigInteger bigInteger(Object value, int position) {
    if (!(value instanceof Long) && !(value instanceof RegoNumber)) {
      throw wrongType(value, position, "integer");
    }
    var integer = Numbers.integer(value);
    if (integer == null) {
      throw operand(position, "must be integer number but got floating-point number");
    }
    return integer;
  }

  /** Element of an array or a set that has to be a string. */
  static String element(RegoCollection list, int index, int position) {
    if (list.valueAt(index) instanceof String text) {
      return text;
    }
    throw wrongElement(list, list.valueAt(index), position, "string");
  }

  static BuiltinException wrongElement(
      Object collection, Object element, int position, String expected) {
    var type = Values.typeName(collection);
    return operand(
        position,
        "must be %s of %ss but got %s containing %s"
            .formatted(type, expected, type, Values.typeName(element)));
  }

  static BuiltinException wrongType(Object value, int position, String... expected) {
    var types = expected.length == 1 ? expected[0] : "one of {" + String.join(", ", expected) + "}";
    return operand(position, "must be " + types + " but got " + Values.typeName(value));
  }

  static BuiltinException operand(int position, String problem) {
    return new BuiltinException("operand " + position + " " + problem);
  }
}
