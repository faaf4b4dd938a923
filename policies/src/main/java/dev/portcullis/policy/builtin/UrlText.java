package dev.portcullis.policy.builtin;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Percent-encoding, with the characters that Go leaves alone in each part of a URL. */
enum UrlText {
  QUERY("-_.~"),
  PATH("-_.~$&+,/:;=@"),
  FRAGMENT("-_.~$&+,/:;=@!()*?"),
  USER("-_.~$&+,;="),
  HOST("-_.~!\"$&'()*+,:;<=>[]"),
  ZONE("-_.~!\"$&'()*+,:;<=>[]");

  private final String plain;

  UrlText(String plain) {
    this.plain = plain;
  }

  private boolean isPlain(int character) {
    return (character >= '0' && character <= '9')
        || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z')
        || plain.indexOf(character) >= 0;
  }

  String encode(String text) {
    var result = new StringBuilder();
    for (var next : GoText.bytes(text)) {
      if (isPlain(next & 0xFF)) {
        result.append((char) next);
      } else if (next == ' ' && this == QUERY) {
        result.append('+');
      } else {
        result.append(String.format("%%%02X", next));
      }
    }
    return result.toString();
  }

  /**
   * Undoes {@link #encode}.
   *
   * @throws BuiltinException when an escape is malformed, or a character not allowed in this part
   */
  String decode(String text) {
    var bytes = GoText.bytewise(text);
    var result = new StringBuilder();
    for (var i = 0; i < bytes.length(); i++) {
      var character = bytes.charAt(i);
      if (character == '%') {
        result.append(escaped(bytes, i));
        i += 2;
      } else if ((this == HOST || this == ZONE) && character < 0x80 && !isPlain(character)) {
        throw new BuiltinException("invalid character " + character + " in host name");
      } else {
        result.append(character == '+' && this == QUERY ? ' ' : character);
      }
    }
    return GoText.text(result.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private char escaped(String bytes, int at) {
    var high = at + 2 < bytes.length() ? digit(bytes.charAt(at + 1)) : -1;
    var low = high < 0 ? -1 : digit(bytes.charAt(at + 2));
    var value = (char) (high * 16 + low);
    var bad =
        low < 0
            || (value != '%' && this == HOST && value < 0x80)
            || (value != '%' && this == ZONE && value != ' ' && !HOST.isPlain(value));
    if (bad) {
      throw new BuiltinException("invalid URL escape");
    }
    return value;
  }

  private static int digit(char character) {
    return "0123456789abcdef".indexOf(Character.toString(character).toLowerCase(Locale.ROOT));
  }
}
