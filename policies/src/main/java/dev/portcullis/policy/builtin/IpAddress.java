package dev.portcullis.policy.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address, read as strictly as Go does: no zone, no leading zeros, no short forms of IPv4. No
 * name is ever looked up.
 *
 * @param bits the address as a number
 * @param length number of bits: 32 or 128
 */
record IpAddress(BigInteger bits, int length) {
  static final int V4 = 32;
  static final int V6 = 128;

  /** What the upper 96 bits of an IPv4 address are where IPv6 is expected. */
  private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF);

  private static final int GROUPS = 8;
  private static final Pattern OCTETS =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  /** The address, an IPv4 one also when it is written as {@code ::ffff:1.2.3.4}; null if none. */
  static @Nullable IpAddress parse(String text) {
    var address = parseAsWritten(text);
    return address == null ? null : address.unmapped();
  }

  /** The address in the family it is written in; null if it is none. */
  static @Nullable IpAddress parseAsWritten(String text) {
    if (text.indexOf(':') < 0) {
      var bits = v4(text);
      return bits == null ? null : new IpAddress(bits, V4);
    }
    var gap = text.indexOf("::");
    var left = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    var right = groups(gap < 0 ? "" : text.substring(gap + 2), true);
    if (left == null || right == null) {
      return null;
    }
    var missing = GROUPS - left.size() - right.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return null;
    }
    left.addAll(Collections.nCopies(missing, 0));
    left.addAll(right);
    var bits = BigInteger.ZERO;
    for (var group : left) {
      bits = bits.shiftLeft(16).or(BigInteger.valueOf(group));
    }
    return new IpAddress(bits, V6);
  }

  private static @Nullable List<Integer> groups(String text, boolean last) {
    var groups = new ArrayList<Integer>();
    var parts = text.isEmpty() ? new String[0] : text.split(":", -1);
    for (var i = 0; i < parts.length; i++) {
      var embedded = last && i == parts.length - 1 ? v4(parts[i]) : null;
      if (embedded != null) {
        groups.add(embedded.shiftRight(16).intValue());
        groups.add(embedded.intValue() & 0xFFFF);
      } else if (GROUP.matcher(parts[i]).matches()) {
        groups.add(Integer.parseInt(parts[i], 16));
      } else {
        return null;
      }
    }
    return groups;
  }

  private static @Nullable BigInteger v4(String text) {
    if (!OCTETS.matcher(text).matches()) {
      return null;
    }
    var bits = 0L;
    for (var octet : text.split("\\.", -1)) {
      if (Integer.parseInt(octet) > 255) {
        return null;
      }
      bits = (bits << 8) | Integer.parseInt(octet);
    }
    return BigInteger.valueOf(bits);
  }

  boolean isMapped() {
    return length == V6 && bits.shiftRight(V4).equals(MAPPED);
  }

  IpAddress unmapped() {
    return isMapped() ? new IpAddress(bits.subtract(MAPPED.shiftLeft(V4)), V4) : this;
  }

  IpAddress plus(BigInteger distance) {
    return new IpAddress(bits.add(distance), length);
  }

  /** As Go prints it: the longest run of zeros, of at least two groups, is left out. */
  @Override
  public String toString() {
    if (length == V4) {
      var octets = bits.longValue();
      return (octets >> 24)
          + "."
          + ((octets >> 16) & 255)
          + "."
          + ((octets >> 8) & 255)
          + "."
          + (octets & 255);
    }
    var groups = new ArrayList<String>();
    for (var i = GROUPS - 1; i >= 0; i--) {
      groups.add(Integer.toHexString(bits.shiftRight(16 * i).intValue() & 0xFFFF));
    }
    for (var run = GROUPS; run > 1; run--) {
      var start = Collections.indexOfSubList(groups, Collections.nCopies(run, "0"));
      if (start >= 0) {
        return join(groups.subList(0, start)) + "::" + join(groups.subList(start + run, GROUPS));
      }
    }
    return join(groups);
  }

  private static String join(List<String> groups) {
    return String.join(":", groups).toLowerCase(Locale.ROOT);
  }
}
