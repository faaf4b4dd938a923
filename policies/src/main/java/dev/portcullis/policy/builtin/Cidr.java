package dev.portcullis.policy.builtin;

import java.math.BigInteger;

/**
 * A network. One of IPv4 that is written in IPv6 ({@code ::ffff:10.0.0.0/104}) is one of IPv4, as
 * in Go.
 *
 * @param first the lowest address
 * @param prefix how many bits the addresses have in common
 */
record Cidr(IpAddress first, int prefix) {
  private static final int LONGEST_PREFIX_TEXT = 8;

  /**
   * The network of an address with a prefix length.
   *
   * @throws BuiltinException when it is none
   */
  static Cidr parse(String text) {
    var slash = text.indexOf('/');
    var address = slash < 0 ? null : IpAddress.parseAsWritten(text.substring(0, slash));
    var digits = text.substring(slash + 1);
    if (address == null
        || digits.isEmpty()
        || digits.length() > LONGEST_PREFIX_TEXT
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        || Integer.parseInt(digits) > address.length()) {
      throw new BuiltinException("invalid CIDR address: " + text);
    }
    var prefix = Integer.parseInt(digits);
    var masked = new IpAddress(masked(address.bits(), address.length() - prefix), address.length());
    var first = masked.unmapped();
    return new Cidr(first, prefix - (address.length() - first.length()));
  }

  static BigInteger masked(BigInteger bits, int free) {
    return bits.shiftRight(free).shiftLeft(free);
  }

  int length() {
    return first.length();
  }

  boolean contains(IpAddress address) {
    var free = length() - prefix;
    return address.length() == length() && masked(address.bits(), free).equals(first.bits());
  }

  boolean contains(Cidr other) {
    return prefix <= other.prefix && contains(other.first);
  }

  IpAddress last() {
    return first.plus(BigInteger.ONE.shiftLeft(length() - prefix).subtract(BigInteger.ONE));
  }

  @Override
  public String toString() {
    return first + "/" + prefix;
  }
}
