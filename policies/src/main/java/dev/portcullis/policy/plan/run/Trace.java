package dev.portcullis.policy.plan.run;

import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows what an evaluation reads.
 *
 * <p>A log holds what was read since the running function began, without the iterations of the
 * function's own loops that are over: what is in the log when an element is added to the function's
 * result is what was read on the way to that element. All reads of a function, also those that led
 * nowhere, end up in its {@link Reads}.
 *
 * <p>Functions of {@code lib.graph} are indexes: what they read to be made decides nothing. What is
 * looked up in them is recorded instead.
 */
public final class Trace {
  private static final String INDEXES = "data.lib.graph.";

  private final FunctionTable functions;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Map<Integer, Reads> reads = new HashMap<>();
  private final IdentityHashMap<RegoCollection, Integer> indexes = new IdentityHashMap<>();
  private final IdentityHashMap<RegoCollection, Map<Object, Origin>> members =
      new IdentityHashMap<>();
  private final IdentityHashMap<Object, Origin> elements = new IdentityHashMap<>();

  private @Nullable RegoCollection resources;
  private @Nullable Object[] log = new Object[256];
  private int size;
  private Frame frame = new Frame(-1, 0, false, new Reads());

  /** One running function: where its part of the log begins, and where that of its iteration. */
  private static final class Frame {
    final int function;
    final int base;
    final boolean index;
    final Reads reads;
    int iteration = -1;

    Frame(int function, int base, boolean index, Reads reads) {
      this.function = function;
      this.base = base;
      this.index = index;
      this.reads = reads;
    }
  }

  Trace(FunctionTable functions) {
    this.functions = functions;
  }

  /** What each function did, by its number. */
  public Map<Integer, Reads> reads() {
    return reads;
  }

  /** What was read on the way to an element of a rule's value; null when nobody kept it. */
  public @Nullable Origin origin(RegoCollection value, Object key, Object element) {
    var kept = members.get(value);
    var found = kept == null ? null : kept.get(key);
    return found != null ? found : elements.get(element);
  }

  /** The input: to go through its list of all resources is to depend on everything. */
  void input(@Nullable Object input) {
    resources =
        input instanceof RegoObject object && object.get("resources") instanceof RegoCollection all
            ? all
            : null;
  }

  void enter(int function) {
    frames.push(frame);
    var index = functions.name(function).contains(INDEXES);
    frame = new Frame(function, size, index, new Reads());
  }

  void leave(@Nullable Object value) {
    var left = frame;
    size = left.base;
    reads.put(left.function, left.reads);
    if (left.index && value instanceof RegoCollection collection) {
      indexes.put(collection, left.function);
    }
    frame = frames.pop();
    used(left.function, value);
  }

  /** The value of a memoised function is used. */
  void used(int function, @Nullable Object value) {
    frame.reads.callees().add(function);
    var made = reads.get(function);
    // A collection is followed by the element that is taken from it, an index not at all.
    if (made != null && !(value instanceof RegoCollection)) {
      write(made, null);
    }
  }

  /** The next iteration of a loop of the function itself begins: the one before is over. */
  void iteration() {
    if (frame.iteration < 0) {
      frame.iteration = size;
    } else {
      size = frame.iteration;
    }
  }

  /** The loop is over. */
  void loopDone() {
    if (frame.iteration >= 0) {
      size = frame.iteration;
      frame.iteration = -1;
    }
  }

  /** A key was looked up, found or not. */
  void read(RegoCollection container, Object key, @Nullable Object found) {
    if (container.isInput()) {
      if (!frame.index) {
        frame.reads.add(container, key);
        write(container, key);
      }
      return;
    }
    var index = indexes.get(container);
    if (index != null) {
      frame.reads.lookups().add(new Reads.Lookup(index, key));
    } else if (found != null) {
      element(container, key, found);
    }
  }

  /** A loop has come to an element. */
  void element(RegoCollection container, Object key, Object element) {
    if (container.isInput()) {
      read(container, key, element);
      return;
    }
    var origin = origin(container, key, element);
    if (origin != null) {
      write(origin, null);
    }
  }

  /** A loop over a collection begins. */
  void loop(@Nullable Object collection) {
    if (!frame.index
        && ((collection != null && collection == resources) || indexes.containsKey(collection))) {
      frame.reads.everythingRead();
    }
  }

  /** A builtin looks at all of a value. */
  void whole(@Nullable Object value) {
    if (value instanceof RegoCollection collection) {
      loop(value);
      for (var i = 0; i < collection.size(); i++) {
        element(collection, collection.keyAt(i), collection.valueAt(i));
        if (collection.isInput()) {
          whole(collection.valueAt(i));
        }
      }
    }
  }

  /** object.get: one key, or a path of them. */
  void path(@Nullable Object value, @Nullable Object key) {
    if (!(value instanceof RegoCollection container) || key == null) {
      return;
    }
    if (!(key instanceof RegoArray path)) {
      read(container, key, container.get(key));
      return;
    }
    Object at = container;
    for (var i = 0; i < path.size() && at instanceof RegoCollection step; i++) {
      var next = step.get(path.get(i));
      read(step, path.get(i), next);
      at = next;
    }
  }

  /** An element is added to the result of the running function. */
  void added(Object collection, Object key, Object element) {
    var origin = new Origin(Arrays.copyOfRange(log, frame.base, size));
    if (element instanceof RegoCollection made && !made.isInput()) {
      elements.putIfAbsent(element, origin);
    } else {
      members
          .computeIfAbsent((RegoCollection) collection, c -> new HashMap<>())
          .putIfAbsent(key, origin);
    }
  }

  private void write(Object what, @Nullable Object key) {
    if (size + 2 > log.length) {
      log = Arrays.copyOf(log, log.length * 2);
    }
    log[size++] = what;
    log[size++] = key;
  }
}
