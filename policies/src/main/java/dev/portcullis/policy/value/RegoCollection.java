package dev.portcullis.policy.value;

import org.jspecify.annotations.Nullable;

/**
 * An array, an object or a set: what can be iterated and looked into. Positions are those of Rego's
 * order: of the elements of an array, of the sorted keys of an object, of the sorted members of a
 * set.
 *
 * <p>Collections are filled by whoever makes them and never changed after that, so they are shared,
 * not copied. One that several threads will see has to be {@linkplain Values#freeze frozen} first:
 * sorting and indexing happen when they are first needed.
 */
public abstract sealed class RegoCollection permits RegoArray, RegoObject, RegoSet {
  /** The collection of the JSON document that this one stands in; null for anything computed. */
  @Nullable RegoCollection parent;

  /** Whether it is part of the document that is judged. */
  boolean input;

  /** Zero until somebody asked. */
  private int hash;

  RegoCollection() {}

  /** Number of elements, members or keys. */
  public abstract int size();

  /** Value under a key, an index ({@code Long}) or, in a set, the member itself; null if absent. */
  public abstract @Nullable Object get(Object key);

  /** Key at a position: the index, the key or the member. */
  public abstract Object keyAt(int position);

  /** Value at a position. */
  public abstract Object valueAt(int position);

  abstract int computeHash();

  /** Sorts and indexes, so that reading never writes from now on. Children are not touched. */
  abstract void settle();

  /** Computes the hash, for the same reason; after the children have theirs. */
  void settleHash() {
    hash = computeHash();
  }

  /**
   * The collection that this one stands in, when both come from a JSON document; null at the root
   * and for anything that was computed.
   */
  public @Nullable RegoCollection parent() {
    return parent;
  }

  /** Whether it is part of the input document, and not of data or computed. */
  public boolean isInput() {
    return input;
  }

  @Override
  public final int hashCode() {
    if (hash == 0) {
      hash = computeHash();
    }
    return hash;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return Values.equal(this, other);
  }

  @Override
  public final String toString() {
    return Values.text(this);
  }
}
