package dev.portcullis.policy.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Go's way to describe a time by an example, {@code Mon Jan 2 15:04:05 MST 2006}, taken apart.
 *
 * @param parts in their order
 * @param rest literal text after the last of them
 */
record GoLayout(List<Part> parts, String rest) {
  /**
   * An element of a time.
   *
   * @param before literal text in front of it
   * @param name as the layout has it; of a fraction only the separator and the first digit
   * @param digits of a fraction
   */
  record Part(String before, String name, int digits) {
    boolean isFraction() {
      return digits > 0;
    }
  }

  /** Longer ones first, where one starts with another. */
  private static final List<String> NAMES =
      List.of(
          "January",
          "Jan",
          "Monday",
          "Mon",
          "MST",
          "01",
          "02",
          "03",
          "04",
          "05",
          "06",
          "002",
          "15",
          "1",
          "2006",
          "2",
          "_2",
          "__2",
          "3",
          "4",
          "5",
          "PM",
          "pm",
          "-070000",
          "-07:00:00",
          "-0700",
          "-07:00",
          "-07",
          "Z070000",
          "Z07:00:00",
          "Z0700",
          "Z07:00",
          "Z07");

  private static final Map<String, String> KNOWN =
      Map.of(
          "ANSIC", "Mon Jan _2 15:04:05 2006",
          "UnixDate", "Mon Jan _2 15:04:05 MST 2006",
          "RubyDate", "Mon Jan 02 15:04:05 -0700 2006",
          "RFC822", "02 Jan 06 15:04 MST",
          "RFC822Z", "02 Jan 06 15:04 -0700",
          "RFC850", "Monday, 02-Jan-06 15:04:05 MST",
          "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST",
          "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700",
          "RFC3339", "2006-01-02T15:04:05Z07:00",
          "RFC3339Nano", "2006-01-02T15:04:05.999999999Z07:00");

  /** A layout, or the one of those that OPA knows by name. */
  static GoLayout of(String nameOrLayout) {
    var layout = KNOWN.getOrDefault(nameOrLayout, nameOrLayout);
    var parts = new ArrayList<Part>();
    var start = 0;
    for (var i = 0; i < layout.length(); ) {
      var name = nameAt(layout, i);
      var digits = name.isEmpty() ? fractionAt(layout, i) : 0;
      if (name.isEmpty() && digits == 0) {
        i++;
        continue;
      }
      // The underscore of _2006 is literal: there is no padded form of a year.
      var literal = name.equals("_2") && layout.startsWith("2006", i + 1) ? 1 : 0;
      var shown = literal > 0 ? "2006" : digits > 0 ? layout.substring(i, i + 2) : name;
      parts.add(new Part(layout.substring(start, i + literal), shown, digits));
      i += literal + (digits > 0 ? digits + 1 : shown.length());
      start = i;
    }
    return new GoLayout(parts, layout.substring(start));
  }

  private static String nameAt(String layout, int at) {
    for (var name : NAMES) {
      var abbreviated = name.equals("Jan") || name.equals("Mon");
      if (layout.startsWith(name, at) && !(abbreviated && isLower(layout, at + 3))) {
        return name;
      }
    }
    return "";
  }

  private static boolean isLower(String layout, int at) {
    return at < layout.length() && layout.charAt(at) >= 'a' && layout.charAt(at) <= 'z';
  }

  /** Number of zeros or nines after a separator, unless other digits follow. */
  private static int fractionAt(String layout, int at) {
    var separator = layout.charAt(at);
    if ((separator != '.' && separator != ',') || at + 1 >= layout.length()) {
      return 0;
    }
    var digit = layout.charAt(at + 1);
    var end = at + 1;
    while ((digit == '0' || digit == '9') && end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    return end < layout.length() && TimeText.isDigit(layout, end) ? 0 : end - at - 1;
  }
}
