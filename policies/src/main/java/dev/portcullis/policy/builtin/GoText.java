package dev.portcullis.policy.builtin;

import java.nio.charset.StandardCharsets;

/**
 * Strings of Go are bytes, which need not be UTF-8: {@code base64.decode} may give any. A byte that
 * is no part of a character becomes the surrogate U+DC00 plus its value here, which occurs in no
 * valid string, so that the bytes can be had again.
 */
final class GoText {
  private static final int ESCAPE = 0xDC00;

  /** What Go shows in place of an invalid byte. */
  private static final char REPLACEMENT = '\uFFFD';

  private GoText() {}

  /** The bytes that Go has for a string. */
  static byte[] bytes(String text) {
    if (!hasEscape(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    var bytes = new byte[text.length() * 3];
    var size = 0;
    for (var i = 0; i < text.length(); ) {
      var character = text.codePointAt(i);
      i += Character.charCount(character);
      if (isEscape(character)) {
        bytes[size++] = (byte) (character - ESCAPE);
      } else {
        for (var next : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
          bytes[size++] = next;
        }
      }
    }
    return java.util.Arrays.copyOf(bytes, size);
  }

  private static boolean hasEscape(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (isEscape(text.charAt(i)) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEscape(int character) {
    return character >= ESCAPE + 0x80 && character <= ESCAPE + 0xFF;
  }

  /** The string that Go has in these bytes. */
  static String text(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : escaped(bytes);
  }

  private static String escaped(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    for (var i = 0; i < bytes.length; ) {
      var length = length(bytes, i);
      if (length == 0) {
        text.append((char) (ESCAPE + (bytes[i++] & 0xFF)));
      } else {
        text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return text.toString();
  }

  /** Length of the character that starts here, or 0 when none does. */
  private static int length(byte[] bytes, int at) {
    var first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    var length = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length == 0 || at + length > bytes.length) {
      return 0;
    }
    var second = bytes[at + 1] & 0xFF;
    var low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    var high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (var i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** One character for each byte, for what Go does byte by byte. */
  static String bytewise(String text) {
    return new String(bytes(text), StandardCharsets.ISO_8859_1);
  }

  /** Undoes {@link #bytewise}. */
  static String joined(String bytewise) {
    return text(bytewise.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Go's {@code unicode.IsSpace}. */
  static boolean isSpace(int character) {
    return switch (character) {
      case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0, 0x1680 -> true;
      case 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> character >= 0x2000 && character <= 0x200A;
    };
  }

  /** Number of bytes of the string. */
  static int byteCount(String text) {
    return bytes(text).length;
  }
}
