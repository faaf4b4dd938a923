package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.value.RegoObject;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code uuid.parse}: what a UUID says about its making. */
final class UuidBuiltins {
  private static final Pattern DASHED =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLAIN = Pattern.compile("[0-9a-f]{32}", Pattern.CASE_INSENSITIVE);
  private static final String URN = "urn:uuid:";

  /** From the first day of the Gregorian calendar to 1970, in 100 nanoseconds. */
  private static final long GREGORIAN = 122_192_928_000_000_000L;

  private UuidBuiltins() {}

  static Builtin named(String name) {
    if (name.equals("uuid.parse")) {
      return (Fn1) UuidBuiltins::parse;
    }
    throw new IllegalArgumentException(name);
  }

  static @Nullable Object parse(BuiltinContext context, Object a) {
    var text = Operands.string(a, 1);
    if (PLAIN.matcher(text).matches()) {
      return described(HexFormat.of().parseHex(text));
    }
    var dashed =
        switch (text.length()) {
          case 36 -> text;
          // Whatever stands around it counts as braces.
          case 38 -> text.substring(1, 37);
          case 45 -> text.regionMatches(true, 0, URN, 0, 9) ? text.substring(9) : "";
          default -> "";
        };
    return DASHED.matcher(dashed).matches()
        ? described(HexFormat.of().parseHex(dashed.replace("-", "")))
        : null;
  }

  private static RegoObject described(byte[] uuid) {
    var version = (uuid[6] & 0xFF) >> 4;
    var result = new RegoObject().put("version", (long) version).put("variant", variant(uuid[8]));
    if (version == 1 || version == 2) {
      var low = number(uuid, 0, 4);
      var time = low | (number(uuid, 4, 6) << 32) | ((number(uuid, 6, 8) & 0xFFF) << 48);
      var sinceEpoch = time - GREGORIAN;
      result
          .put("time", sinceEpoch * 100)
          .put("nodeid", HexFormat.ofDelimiter("-").formatHex(uuid, 10, 16))
          .put("macvariables", mac(uuid[10]))
          .put("clocksequence", number(uuid, 8, 10) & 0x3FFF);
      if (version == 2) {
        result.put("id", low).put("domain", domain(uuid[9] & 0xFF));
      }
    }
    return result;
  }

  private static long number(byte[] uuid, int start, int end) {
    var number = 0L;
    for (var i = start; i < end; i++) {
      number = (number << 8) | (uuid[i] & 0xFF);
    }
    return number;
  }

  private static String variant(byte bits) {
    if ((bits & 0xC0) == 0x80) {
      return "RFC4122";
    }
    return (bits & 0xE0) == 0xC0 ? "Microsoft" : (bits & 0xE0) == 0xE0 ? "Future" : "Reserved";
  }

  private static String mac(byte first) {
    return ((first & 2) != 0 ? "local:" : "global:") + ((first & 1) != 0 ? "multicast" : "unicast");
  }

  private static String domain(int number) {
    return switch (number) {
      case 0 -> "Person";
      case 1 -> "Group";
      case 2 -> "Org";
      default -> "Domain" + number;
    };
  }
}
