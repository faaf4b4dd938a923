package dev.portcullis.policy.value;

import org.jspecify.annotations.Nullable;

/** A set of any values. */
public final class RegoSet extends RegoCollection {
  private final Keys members;

  /** An empty set. */
  public RegoSet() {
    this(0);
  }

  /** An empty set with room for that many members. */
  public RegoSet(int capacity) {
    this.members = new Keys(capacity);
  }

  /** Adds a member, for whoever is making this set; true when it was not there. */
  public boolean add(Object member) {
    if (members.find(member) >= 0) {
      return false;
    }
    members.append(member);
    return true;
  }

  /** Whether the value is a member. */
  public boolean contains(Object value) {
    return members.find(value) >= 0;
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public @Nullable Object get(Object key) {
    var found = members.find(key);
    return found < 0 ? null : members.at(found);
  }

  /** Member at a position of the sorted order. */
  public Object at(int position) {
    members.order();
    return members.at(position);
  }

  @Override
  public Object keyAt(int position) {
    return at(position);
  }

  @Override
  public Object valueAt(int position) {
    return at(position);
  }

  @Override
  int computeHash() {
    var hash = 5;
    for (var i = 0; i < members.size(); i++) {
      hash += members.at(i).hashCode();
    }
    return hash;
  }

  @Override
  void settle() {
    members.order();
    members.index();
  }
}
