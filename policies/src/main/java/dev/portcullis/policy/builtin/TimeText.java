package dev.portcullis.policy.builtin;

import java.util.List;

/** The text of a time while it is read: what has been read, and the elements that may follow. */
final class TimeText {
  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  final String text;
  int at;

  TimeText(String text) {
    this.text = text;
  }

  BuiltinException bad() {
    return new BuiltinException("parsing time \"" + text + "\": cannot parse it by the layout");
  }

  /** Literal text; a run of spaces stands for any run of spaces, also for none at the end. */
  void skip(String literal) {
    for (var i = 0; i < literal.length(); ) {
      if (literal.charAt(i) == ' ') {
        if (at < text.length() && text.charAt(at) != ' ') {
          throw bad();
        }
        i = afterSpaces(literal, i);
        at = afterSpaces(text, at);
      } else if (at < text.length() && text.charAt(at) == literal.charAt(i)) {
        at++;
        i++;
      } else {
        throw bad();
      }
    }
  }

  static int afterSpaces(String text, int start) {
    var end = start;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return end;
  }

  int year(int digits) {
    var start = at;
    if (text.length() < start + digits) {
      throw bad();
    }
    at += digits;
    var year = text.substring(start, at);
    var unsigned = digits == 2 ? year.replaceFirst("^[+-]", "0") : year;
    if (!unsigned.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw bad();
    }
    return Integer.parseInt(year);
  }

  int name(List<String> names, boolean abbreviated) {
    for (var i = 0; i < names.size(); i++) {
      var name = abbreviated ? names.get(i).substring(0, 3) : names.get(i);
      if (text.regionMatches(true, at, name, 0, name.length())) {
        at += name.length();
        return i;
      }
    }
    throw bad();
  }

  static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** One or two digits, or two where the layout has a leading zero. */
  int number(String name, int low, int high) {
    var fixed = name.startsWith("0");
    if (!isDigit(text, at) || (fixed && !isDigit(text, at + 1))) {
      throw bad();
    }
    var end = isDigit(text, at + 1) ? at + 2 : at + 1;
    var number = Integer.parseInt(text.substring(at, end));
    if (number < low || number > high) {
      throw bad();
    }
    at = end;
    return number;
  }

  /** A day of the month or the year, which may be padded with spaces. */
  int padded(String name, int spaces) {
    for (var i = 0; i < spaces && name.startsWith("_") && text.startsWith(" ", at); i++) {
      at++;
    }
    if (spaces == 1) {
      return number(name, 0, 99);
    }
    var end = at;
    while (end < at + 3 && isDigit(text, end)) {
      end++;
    }
    if (end == at || (name.startsWith("0") && end < at + 3)) {
      throw bad();
    }
    var number = Integer.parseInt(text.substring(at, end));
    at = end;
    return number;
  }

  boolean startsFraction() {
    return text.startsWith(".", at) || text.startsWith(",", at);
  }

  /** A fraction of a second where the layout has one. */
  int fraction(GoLayout.Part part) {
    if (part.name().charAt(1) == '9') {
      return startsFraction() && isDigit(text, at + 1) ? fraction() : 0;
    }
    var end = at + 1 + part.digits();
    if (!startsFraction() || end > text.length()) {
      throw bad();
    }
    var nanos = nanos(text.substring(at + 1, end));
    at = end;
    return nanos;
  }

  /** All digits after the separator that stands here. */
  int fraction() {
    var end = at + 1;
    while (isDigit(text, end)) {
      end++;
    }
    var nanos = nanos(text.substring(at + 1, end));
    at = end;
    return nanos;
  }

  private int nanos(String digits) {
    var nine = (digits + "000000000").substring(0, 9);
    if (!nine.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw bad();
    }
    return Integer.parseInt(nine);
  }

  /** Whether the text goes on with this, which is read then. */
  boolean take(String literal) {
    var found = text.startsWith(literal, at);
    at += found ? literal.length() : 0;
    return found;
  }
}
