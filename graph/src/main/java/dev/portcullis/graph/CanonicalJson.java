package dev.portcullis.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The canonical form of a JSON value: object keys sorted by UTF-16 code units, no white space,
 * UTF-8, whole numbers without fraction or exponent, other numbers as the shortest decimal.
 */
public final class CanonicalJson {

  /** Whole numbers with more digits keep their exponent, so that 1e999999999 stays eleven bytes. */
  private static final int MAX_PLAIN_DIGITS = 40;

  /** What is wrong with a text that UTF-8 cannot express. */
  static final String UNPAIRED = "a text has an unpaired surrogate (backslash u d800 to dfff)";

  /** Without the feature Jackson escapes what is beyond the basic plane, which nobody else does. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                  .build())
          .build();

  private CanonicalJson() {}

  /**
   * The value in canonical order and number form. It cannot be changed, so that it can be shared; a
   * value that came from here is returned as it is.
   */
  public static JsonNode of(JsonNode value) {
    if (value instanceof CanonicalArray) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      return ofObject(object);
    }
    if (value.isArray()) {
      var elements = new ArrayList<JsonNode>(value.size());
      value.forEach(element -> elements.add(of(element)));
      return CanonicalArray.of(elements);
    }
    if (value.isTextual()) {
      requirePairs(value.textValue());
      return value;
    }
    return value.isNumber() ? ofNumber(value) : value;
  }

  /** As {@link #of(JsonNode)}, for objects. */
  public static ObjectNode ofObject(ObjectNode object) {
    if (object instanceof CanonicalObject) {
      return object;
    }
    var sorted = new TreeMap<String, JsonNode>();
    for (var member : object.properties()) {
      requirePairs(member.getKey());
      sorted.put(member.getKey(), of(member.getValue()));
    }
    return ofSorted(sorted);
  }

  /** An object of these members, each canonical. */
  static ObjectNode ofSorted(SortedMap<String, JsonNode> members) {
    return CanonicalObject.of(
        members.keySet().toArray(String[]::new), members.values().toArray(JsonNode[]::new));
  }

  /** The node for a double, such as a protobuf number or a duration in seconds. */
  public static JsonNode number(double value) {
    return ofDecimal(shortest(value));
  }

  /** The bytes of a value that is already canonical. */
  static byte[] bytes(JsonNode canonical) {
    try {
      return MAPPER.writeValueAsBytes(canonical);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }

  /**
   * {@code sha256:} and the hexadecimal digest of the canonical bytes of a value, which are never
   * all in memory.
   */
  public static String sha256(JsonNode value) {
    var digest = sha256();
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      MAPPER.writeValue(out, of(value));
    } catch (IOException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
    return named(digest.digest());
  }

  /** {@code sha256:} and the hexadecimal digest. */
  public static String sha256(byte[] bytes) {
    return named(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String named(byte[] digest) {
    return "sha256:" + HexFormat.of().formatHex(digest);
  }

  private static void requirePairs(String text) {
    if (!isPaired(text)) {
      throw InputException.of("graph", "", UNPAIRED, "remove it, UTF-8 cannot express it");
    }
  }

  /** Jackson would write half a surrogate pair as something else without a word. */
  static boolean isPaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static JsonNode ofNumber(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.canConvertToLong()
          ? ofInteger(value.longValue())
          : ofInteger(value.bigIntegerValue());
    }
    return value.isBigDecimal() ? ofDecimal(value.decimalValue()) : number(value.doubleValue());
  }

  static JsonNode ofDecimal(BigDecimal value) {
    var stripped = value.stripTrailingZeros();
    long digits = (long) stripped.precision() - stripped.scale();
    if (stripped.scale() <= 0 && digits <= MAX_PLAIN_DIGITS) {
      return ofInteger(stripped.toBigIntegerExact());
    }
    return DecimalNode.valueOf(stripped);
  }

  static JsonNode ofInteger(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? ofInteger(value.longValue())
        : BigIntegerNode.valueOf(value);
  }

  static JsonNode ofInteger(long value) {
    return (int) value == value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  /** Not Double.toString: its digits differ between JDK 17 and 19. */
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int precision = 15; precision < 17; precision++) {
      var rounded = exact.round(new MathContext(precision));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(17));
  }
}
