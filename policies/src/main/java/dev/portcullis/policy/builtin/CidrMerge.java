package dev.portcullis.policy.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fewest networks that cover the same addresses as some given ones. */
final class CidrMerge {
  /**
   * Adjacent addresses.
   *
   * @param names of the network it comes from, or of those that cover it once it was merged
   */
  private record Range(int length, BigInteger first, BigInteger last, List<String> names) {}

  private final List<Range> ranges = new ArrayList<>();

  /** A network, or an address of IPv4, which stands for the network of its historical class. */
  void add(String text) {
    var address = IpAddress.parse(text);
    if (address != null && address.length() == IpAddress.V6) {
      throw new BuiltinException("IPv6 invalid: needs prefix length");
    }
    var network = Cidr.parse(address == null ? text : address + "/" + classOf(address));
    if (address == null && text.indexOf(':') >= 0 && network.length() == IpAddress.V4) {
      throw new BuiltinException("an IPv4 network that is written in IPv6 cannot be merged");
    }
    // OPA leaves the address in the name of a network that was not merged.
    var name = (address == null ? network.first() : address) + "/" + network.prefix();
    ranges.add(
        new Range(network.length(), network.first().bits(), network.last().bits(), List.of(name)));
  }

  private static int classOf(IpAddress address) {
    var first = address.bits().shiftRight(24).intValue();
    return first < 128 ? 8 : first < 192 ? 16 : 24;
  }

  List<String> networks() {
    ranges.sort(
        Comparator.comparing(Range::length).thenComparing(Range::last).thenComparing(Range::first));
    for (var i = ranges.size() - 1; i > 0; i--) {
      var lower = ranges.get(i - 1);
      var upper = ranges.get(i);
      var before = upper.first.signum() == 0 ? upper.first : upper.first.subtract(BigInteger.ONE);
      if (lower.length == upper.length && before.compareTo(lower.last) <= 0) {
        var first = lower.first.min(upper.first);
        ranges.set(
            i - 1,
            new Range(upper.length, first, upper.last, covering(upper.length, first, upper.last)));
        ranges.remove(i);
      }
    }
    return ranges.stream().flatMap(range -> range.names.stream()).toList();
  }

  private static List<String> covering(int length, BigInteger first, BigInteger last) {
    var names = new ArrayList<String>();
    var next = first;
    while (next.compareTo(last) <= 0) {
      var aligned = next.signum() == 0 ? length : next.getLowestSetBit();
      var room = last.subtract(next).add(BigInteger.ONE).bitLength() - 1;
      var free = Math.min(aligned, room);
      names.add(new Cidr(new IpAddress(next, length), length - free).toString());
      next = next.add(BigInteger.ONE.shiftLeft(free));
    }
    return names;
  }
}
