package dev.portcullis.policy.plan.run;

import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As {@link Ops}, for plans that are compiled to be traced. */
public final class TracedOps {
  private TracedOps() {}

  /** DotStmt. */
  public static @Nullable Object dot(
      Evaluation evaluation, @Nullable Object source, @Nullable Object key) {
    var found = Ops.dot(source, key);
    if (source instanceof RegoCollection container && key != null) {
      evaluation.trace().read(container, key, found);
    }
    return found;
  }

  /** A ScanStmt begins. */
  public static void loop(Evaluation evaluation, @Nullable Object source) {
    evaluation.trace().loop(source);
  }

  /** A loop of a function's own, not inside of another, comes to its next element. */
  public static void iteration(Evaluation evaluation) {
    evaluation.trace().iteration();
  }

  /** A loop of a function's own ends. */
  public static void loopDone(Evaluation evaluation) {
    evaluation.trace().loopDone();
  }

  /** The element of a loop is read. */
  public static void element(Evaluation evaluation, Object source, int position) {
    var collection = (RegoCollection) source;
    evaluation
        .trace()
        .element(collection, collection.keyAt(position), collection.valueAt(position));
  }

  /** A builtin, or a comparison, looks at all of a value. */
  public static void whole(Evaluation evaluation, @Nullable Object value) {
    evaluation.trace().whole(value);
  }

  /** object.get looks at a path of a value. */
  public static void path(Evaluation evaluation, @Nullable Object value, @Nullable Object key) {
    evaluation.trace().path(value, key);
  }

  /** Equality: collections are read as a whole. */
  public static boolean equal(Evaluation evaluation, @Nullable Object a, @Nullable Object b) {
    if (a instanceof RegoCollection && b instanceof RegoCollection) {
      evaluation.trace().whole(a);
      evaluation.trace().whole(b);
    }
    return Values.equal(a, b);
  }

  /** ArrayAppendStmt to an array that the function has made for its result. */
  public static void append(Evaluation evaluation, Object array, Object value) {
    evaluation.trace().added(array, (long) ((RegoCollection) array).size(), value);
    Ops.append(array, value);
  }

  /** SetAddStmt to such a set. */
  public static void add(Evaluation evaluation, Object set, Object value) {
    // An equal member may be there: it is what will be met in the set.
    var member = ((RegoSet) set).get(value);
    evaluation.trace().added(set, value, member == null ? value : member);
    Ops.add(set, value);
  }

  /** ObjectInsertStmt to such an object. */
  public static void insert(Evaluation evaluation, Object object, Object key, Object value) {
    Ops.insert(object, key, value);
    evaluation.trace().added(object, key, value);
  }

  /** ObjectInsertOnceStmt to such an object. */
  public static void insertOnce(Evaluation evaluation, Object object, Object key, Object value) {
    Ops.insertOnce(object, key, value);
    evaluation.trace().added(object, key, Objects.requireNonNull(((RegoObject) object).get(key)));
  }
}
