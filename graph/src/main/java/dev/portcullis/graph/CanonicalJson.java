package dev.portcullis.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;

/**
 * The canonical form of a JSON value: object keys sorted by UTF-16 code units, no white space,
 * UTF-8, whole numbers without fraction or exponent, other numbers as the shortest decimal.
 */
public final class CanonicalJson {

  /** Whole numbers with more digits keep their exponent, so that 1e999999999 stays eleven bytes. */
  private static final int MAX_PLAIN_DIGITS = 40;

  /** Without the feature Jackson escapes what is beyond the basic plane, which nobody else does. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                  .build())
          .build();

  private CanonicalJson() {}

  /** A deep copy in canonical order and number form. */
  public static JsonNode of(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return ofObject(object);
    }
    if (value.isArray()) {
      var copy = new ArrayNode(JsonNodeFactory.instance, value.size());
      value.forEach(element -> copy.add(of(element)));
      return copy;
    }
    if (value.isTextual()) {
      requirePairs(value.textValue());
      return value;
    }
    return value.isNumber() ? ofNumber(value) : value;
  }

  /** As {@link #of(JsonNode)}, for objects. */
  public static ObjectNode ofObject(ObjectNode object) {
    var names = new ArrayList<String>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    names.forEach(CanonicalJson::requirePairs);
    names.sort(null);
    var copy = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> copy.set(name, of(object.get(name))));
    return copy;
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

  /** {@code sha256:} and the hexadecimal digest of the canonical bytes of a value. */
  public static String sha256(JsonNode value) {
    return sha256(bytes(of(value)));
  }

  /** {@code sha256:} and the hexadecimal digest. */
  public static String sha256(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Jackson would write half a surrogate pair as something else without a word. */
  private static void requirePairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          throw InputException.of(
              "graph",
              "",
              "a text has an unpaired surrogate (backslash u d800 to dfff)",
              "remove it, UTF-8 cannot express it");
        }
        i++;
      }
    }
  }

  private static JsonNode ofNumber(JsonNode value) {
    if (value.isIntegralNumber()) {
      return ofInteger(value.bigIntegerValue());
    }
    return value.isBigDecimal() ? ofDecimal(value.decimalValue()) : number(value.doubleValue());
  }

  private static JsonNode ofDecimal(BigDecimal value) {
    var stripped = value.stripTrailingZeros();
    long digits = (long) stripped.precision() - stripped.scale();
    if (stripped.scale() <= 0 && digits <= MAX_PLAIN_DIGITS) {
      return ofInteger(stripped.toBigIntegerExact());
    }
    return DecimalNode.valueOf(stripped);
  }

  private static JsonNode ofInteger(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return IntNode.valueOf(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? LongNode.valueOf(value.longValue())
        : BigIntegerNode.valueOf(value);
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
