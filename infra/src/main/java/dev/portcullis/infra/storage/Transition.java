package dev.portcullis.infra.storage;

import dev.portcullis.infra.core.Violations;
import java.util.List;

/**
 * When objects that are still current move to a cheaper class.
 *
 * @param afterDays days since the object was written
 * @param to where it moves
 */
public record Transition(int afterDays, StorageClass to) {

  /** Days S3 keeps an object in a class before it takes it out of one for infrequent access. */
  private static final int LEAST_STAY_DAYS = 30;

  /** Classes, from dear to cheap: S3 moves objects in this direction only. */
  public enum StorageClass {
    /** Read now and then, at once. */
    STANDARD_IA,
    /** Read a few times a year, at once. */
    GLACIER_IR,
    /** Read hardly ever, after hours. */
    DEEP_ARCHIVE
  }

  public Transition {
    Violations.in(Transition.class)
        .unless(
            afterDays >= (to == StorageClass.STANDARD_IA ? LEAST_STAY_DAYS : 1),
            "afterDays: too early for "
                + to
                + ", got "
                + afterDays
                + "; "
                + LEAST_STAY_DAYS
                + " or more for STANDARD_IA, 1 or more for the others")
        .throwIfAny();
  }

  /** Whether S3 accepts these one after the other: cheaper each time, and not too soon. */
  static boolean inOrder(List<Transition> transitions) {
    for (int i = 1; i < transitions.size(); i++) {
      var before = transitions.get(i - 1);
      var next = transitions.get(i);
      if (next.to.compareTo(before.to) <= 0
          || next.afterDays < before.afterDays + LEAST_STAY_DAYS) {
        return false;
      }
    }
    return true;
  }
}
