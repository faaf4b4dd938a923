package dev.portcullis.infra.core;

import java.util.regex.Pattern;

/**
 * An IPv4 address range.
 *
 * @param address lowest address, unsigned
 * @param prefix length of the network part, 0 to 32
 */
public record CidrBlock(long address, int prefix) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  public CidrBlock {
    if (prefix < 0 || prefix > 32 || address % size(prefix) != 0) {
      throw new IllegalArgumentException(
          "cidr: not a network, got " + dotted(address) + "/" + prefix + "; e.g. 10.10.0.0/16");
    }
  }

  /**
   * Reads {@code 10.10.0.0/16}.
   *
   * @throws IllegalArgumentException if the text is not a network in that form
   */
  public static CidrBlock parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "cidr: not an IPv4 range, got \"" + text + "\"; e.g. 10.10.0.0/16");
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(matcher.group(i));
      if (octet > 255) {
        throw new IllegalArgumentException(
            "cidr: an octet is above 255, got \"" + text + "\"; e.g. 10.10.0.0/16");
      }
      address = address * 256 + octet;
    }
    return new CidrBlock(address, Integer.parseInt(matcher.group(5)));
  }

  /** The part with that number when this range is cut into {@code 2^bits} equal parts. */
  public CidrBlock part(int bits, int number) {
    return new CidrBlock(address + number * size(prefix + bits), prefix + bits);
  }

  /** Whether the two have an address in common. */
  public boolean overlaps(CidrBlock other) {
    return address < other.address + size(other.prefix) && other.address < address + size(prefix);
  }

  /** The form AWS takes. */
  @Override
  public String toString() {
    return dotted(address) + "/" + prefix;
  }

  private static long size(int prefix) {
    return 1L << (32 - prefix);
  }

  private static String dotted(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
