package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import java.math.BigInteger;

/** {@code net.cidr_*}, for IPv4 and IPv6. */
final class NetBuiltins {
  private NetBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "net.cidr_contains", "net.cidr_overlap" -> (Fn2) (c, a, b) -> contains(a, b);
      case "net.cidr_intersects" -> (Fn2) NetBuiltins::intersects;
      case "net.cidr_contains_matches" -> (Fn2) NetBuiltins::matches;
      case "net.cidr_expand" -> (Fn1) NetBuiltins::expand;
      case "net.cidr_is_valid" -> (Fn1) NetBuiltins::isValid;
      case "net.cidr_merge" -> (Fn1) NetBuiltins::merge;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Cidr network(Object a) {
    return Cidr.parse(Operands.string(a, 1));
  }

  private static boolean contains(Object a, Object b) {
    var network = network(a);
    var text = Operands.string(b, 1);
    var address = IpAddress.parse(text);
    return address != null ? network.contains(address) : network.contains(Cidr.parse(text));
  }

  static Object intersects(BuiltinContext context, Object a, Object b) {
    var x = network(a);
    var y = network(b);
    return x.contains(y.first()) || y.contains(x.first());
  }

  static Object isValid(BuiltinContext context, Object a) {
    if (!(a instanceof String text)) {
      return false;
    }
    try {
      Cidr.parse(text);
      return true;
    } catch (BuiltinException e) {
      return false;
    }
  }

  static Object expand(BuiltinContext context, Object a) {
    var network = network(a);
    var free = network.length() - network.prefix();
    context.charge(free < Long.SIZE - 1 ? 1L << free : Long.MAX_VALUE);
    if (free >= Integer.SIZE - 1) {
      throw new BuiltinHalt("2^" + free + " addresses are too many");
    }
    var result = new RegoSet();
    var address = network.first();
    for (var i = 0; i < 1 << free; i++) {
      result.add(address.toString());
      address = address.plus(BigInteger.ONE);
    }
    return result;
  }

  /** Pairs of where the networks stand: an index, a key, or the operand itself. */
  static Object matches(BuiltinContext context, Object a, Object b) {
    var result = new RegoSet();
    for (var i = 0; i < size(a); i++) {
      for (var j = 0; j < size(b); j++) {
        context.charge(1);
        if (contains(network(a, 1, i), network(b, 2, j))) {
          result.add(RegoArray.of(place(a, i), place(b, j)));
        }
      }
    }
    return result;
  }

  private static int size(Object operand) {
    return operand instanceof RegoCollection collection
        ? collection.size()
        : operand instanceof String ? 1 : 0;
  }

  private static Object place(Object operand, int index) {
    return operand instanceof RegoCollection collection ? collection.keyAt(index) : operand;
  }

  private static Object network(Object operand, int position, int index) {
    var element =
        operand instanceof RegoCollection collection ? collection.valueAt(index) : operand;
    if (element instanceof RegoArray tuple && tuple.size() > 0) {
      return tuple.get(0);
    }
    if (!(element instanceof String)) {
      throw Operands.operand(position, "element must be string or non-empty array");
    }
    return element;
  }

  static Object merge(BuiltinContext context, Object a) {
    if (!(a instanceof RegoCollection networks) || a instanceof RegoObject) {
      throw new BuiltinException("operand must be an array");
    }
    context.charge(networks.size());
    var merging = new CidrMerge();
    for (var i = 0; i < networks.size(); i++) {
      if (!(networks.valueAt(i) instanceof String text)) {
        throw new BuiltinException("element must be string");
      }
      merging.add(text);
    }
    var result = new RegoSet();
    merging.networks().forEach(result::add);
    return result;
  }
}
