package dev.portcullis.policy.plan.run;

import dev.portcullis.policy.builtin.Builtin;
import dev.portcullis.policy.builtin.BuiltinException;
import dev.portcullis.policy.builtin.Builtins;
import dev.portcullis.policy.plan.PlanException;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import org.jspecify.annotations.Nullable;

/** The statements of a plan, as far as they are more than a jump or a load. */
public final class Ops {
  private Ops() {}

  /** DotStmt. */
  public static @Nullable Object dot(@Nullable Object source, @Nullable Object key) {
    return source instanceof RegoCollection collection && key != null ? collection.get(key) : null;
  }

  /** LenStmt. */
  public static Object length(@Nullable Object source) {
    return source instanceof String text
        ? (Object) (long) text.codePointCount(0, text.length())
        : (Object) (long) size(source);
  }

  /** Number of iterations of a ScanStmt. */
  public static int size(@Nullable Object source) {
    return source instanceof RegoCollection collection ? collection.size() : 0;
  }

  /** AssignVarOnceStmt: what the local holds afterwards. */
  public static @Nullable Object once(@Nullable Object before, @Nullable Object value) {
    if (before == null) {
      return value;
    }
    if (!Values.equal(before, value)) {
      throw new PlanException("the rule has several values at once; complete rules must have one");
    }
    return before;
  }

  /** ArrayAppendStmt. */
  public static void append(Object array, Object value) {
    ((RegoArray) array).append(value);
  }

  /** SetAddStmt. */
  public static void add(Object set, Object value) {
    ((RegoSet) set).add(value);
  }

  /** ObjectInsertStmt. */
  public static void insert(Object object, Object key, Object value) {
    ((RegoObject) object).put(key, value);
  }

  /** ObjectInsertOnceStmt. */
  public static void insertOnce(Object object, Object key, Object value) {
    var target = (RegoObject) object;
    var before = target.get(key);
    if (before == null) {
      target.put(key, value);
    } else if (!Values.equal(before, value)) {
      throw new PlanException(
          "the rule gives the key " + Values.text(key) + " several values at once");
    }
  }

  /** ObjectMergeStmt: members of both; where both have one, objects are merged, else a's stays. */
  public static @Nullable Object merge(@Nullable Object a, @Nullable Object b) {
    if (a == null) {
      return b;
    }
    if (!(a instanceof RegoObject x) || !(b instanceof RegoObject y)) {
      return a;
    }
    var merged = x.copy();
    for (var i = 0; i < y.size(); i++) {
      var key = y.keyAt(i);
      var value = merge(x.get(key), y.valueAt(i));
      if (value != null) {
        merged.put(key, value);
      }
    }
    return merged;
  }

  /** A document with a value put in at a path: copies along the path, shares everything else. */
  public static Object upsert(@Nullable Object document, String[] path, Object value) {
    return upsert(document, path, 0, value);
  }

  private static Object upsert(@Nullable Object document, String[] path, int at, Object value) {
    if (at == path.length) {
      return value;
    }
    var copy = document instanceof RegoObject object ? object.copy() : new RegoObject(1);
    return copy.put(path[at], upsert(copy.get(path[at]), path, at + 1, value));
  }

  /** IsArrayStmt. */
  public static boolean isArray(@Nullable Object value) {
    return value instanceof RegoArray;
  }

  /** IsObjectStmt. */
  public static boolean isObject(@Nullable Object value) {
    return value instanceof RegoObject;
  }

  /** IsSetStmt. */
  public static boolean isSet(@Nullable Object value) {
    return value instanceof RegoSet;
  }

  /** The builtin that a class of the plan keeps for its calls. */
  public static Builtin builtin(String name) {
    return Builtins.find(name)
        .orElseThrow(() -> new PlanException("the builtin " + name + " is not supported"));
  }

  /** Calls a builtin. */
  public static @Nullable Object call(Builtin.Fn0 builtin, Evaluation evaluation) {
    try {
      return builtin.call(evaluation);
    } catch (BuiltinException e) {
      return evaluation.failed(builtin, e);
    }
  }

  /** Calls a builtin. */
  public static @Nullable Object call(Builtin.Fn1 builtin, Evaluation evaluation, Object a) {
    try {
      return builtin.call(evaluation, a);
    } catch (BuiltinException e) {
      return evaluation.failed(builtin, e);
    }
  }

  /** Calls a builtin. */
  public static @Nullable Object call(
      Builtin.Fn2 builtin, Evaluation evaluation, Object a, Object b) {
    try {
      return builtin.call(evaluation, a, b);
    } catch (BuiltinException e) {
      return evaluation.failed(builtin, e);
    }
  }

  /** Calls a builtin. */
  public static @Nullable Object call(
      Builtin.Fn3 builtin, Evaluation evaluation, Object a, Object b, Object c) {
    try {
      return builtin.call(evaluation, a, b, c);
    } catch (BuiltinException e) {
      return evaluation.failed(builtin, e);
    }
  }

  /** Calls a builtin. */
  public static @Nullable Object call(
      Builtin.Fn4 builtin, Evaluation evaluation, Object a, Object b, Object c, Object d) {
    try {
      return builtin.call(evaluation, a, b, c, d);
    } catch (BuiltinException e) {
      return evaluation.failed(builtin, e);
    }
  }

  /** Calls a builtin. */
  public static @Nullable Object call(
      Builtin.Fn5 builtin,
      Evaluation evaluation,
      Object a,
      Object b,
      Object c,
      Object d,
      Object e) {
    try {
      return builtin.call(evaluation, a, b, c, d, e);
    } catch (BuiltinException reason) {
      return evaluation.failed(builtin, reason);
    }
  }
}
