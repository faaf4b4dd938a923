package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import java.util.Base64;
import java.util.HexFormat;

/** {@code base64.*}, {@code base64url.*} and {@code hex.*}. */
final class EncodingBuiltins {
  private EncodingBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "base64.encode" -> (Fn1) (c, a) -> encoded(c, Base64.getEncoder(), a);
      case "base64url.encode" -> (Fn1) (c, a) -> encoded(c, Base64.getUrlEncoder(), a);
      case "base64url.encode_no_pad" ->
          (Fn1) (c, a) -> encoded(c, Base64.getUrlEncoder().withoutPadding(), a);
      case "base64.decode" ->
          (Fn1) (c, a) -> decoded(c, Base64.getDecoder(), Operands.string(a, 1));
      case "base64url.decode" -> (Fn1) EncodingBuiltins::decodeUrl;
      case "base64.is_valid" -> (Fn1) EncodingBuiltins::isBase64;
      case "hex.encode" -> (Fn1) EncodingBuiltins::encodeHex;
      case "hex.decode" -> (Fn1) EncodingBuiltins::decodeHex;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object encoded(BuiltinContext context, Base64.Encoder encoder, Object a) {
    var text = Operands.string(a, 1);
    context.charge(text.length());
    return encoder.encodeToString(GoText.bytes(text));
  }

  private static String decoded(BuiltinContext context, Base64.Decoder decoder, String text) {
    context.charge(text.length());
    return GoText.text(decode(decoder, text));
  }

  /**
   * Go passes over line breaks, wants padding, and does not look at the bits that padding drops.
   */
  private static byte[] decode(Base64.Decoder decoder, String text) {
    var plain = text.replace("\n", "").replace("\r", "");
    if (plain.length() % 4 != 0) {
      throw new BuiltinException("illegal base64 data");
    }
    try {
      return decoder.decode(plain);
    } catch (IllegalArgumentException e) {
      throw new BuiltinException("illegal base64 data");
    }
  }

  private static Object decodeUrl(BuiltinContext context, Object a) {
    var text = Operands.string(a, 1);
    var padding = "";
    if (!text.endsWith("=")) {
      padding =
          switch (GoText.byteCount(text) % 4) {
            case 0 -> "";
            case 2 -> "==";
            case 3 -> "=";
            default -> throw new BuiltinException("illegal base64url string: " + text);
          };
    }
    return decoded(context, Base64.getUrlDecoder(), text + padding);
  }

  private static Object isBase64(BuiltinContext context, Object a) {
    if (!(a instanceof String text)) {
      return false;
    }
    try {
      decoded(context, Base64.getDecoder(), text);
      return true;
    } catch (BuiltinException e) {
      return false;
    }
  }

  private static Object encodeHex(BuiltinContext context, Object a) {
    var text = Operands.string(a, 1);
    context.charge(text.length() * 2L);
    return HexFormat.of().formatHex(GoText.bytes(text));
  }

  private static Object decodeHex(BuiltinContext context, Object a) {
    var text = Operands.string(a, 1);
    context.charge(text.length());
    try {
      return GoText.text(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      throw new BuiltinException("encoding/hex: invalid");
    }
  }
}
