package dev.portcullis.infra.data;

import dev.portcullis.infra.core.Violations;

/** How a table is billed, and with it how its replica comes to be. */
public sealed interface Capacity {

  /** Pays per request. */
  static Capacity onDemand() {
    return new OnDemand();
  }

  /** Scales reads and writes between these bounds, at 70 percent utilisation. */
  static Capacity autoscaled(int min, int max) {
    return new Autoscaled(min, max, true);
  }

  /** Pays per request. */
  record OnDemand() implements Capacity {}

  /**
   * Provisioned capacity, scaled in both regions.
   *
   * @param min units at least, 1 or more
   * @param max units at most
   * @param manageReplicaScaling whether this program scales the replica. AWS copies the scaling of
   *     the table to a new replica, and this program then updates the copies, which have the same
   *     names; without, they are AWS's alone
   */
  record Autoscaled(int min, int max, boolean manageReplicaScaling) implements Capacity {
    public Autoscaled {
      Violations.in(Autoscaled.class)
          .unless(min >= 1, "min: must be positive, got " + min + "; 1 is the least")
          .unless(max >= min, "max: below min, got " + max + "; at least " + min)
          .throwIfAny();
    }
  }
}
