package dev.portcullis.lambda.rds;

/** Whether a database server is there. */
@FunctionalInterface
public interface Reachability {

  /** Asks it, once. Not being able to ask is an answer too. */
  Answer ask();

  /**
   * What came back.
   *
   * @param reachable whether it takes connections
   * @param detail why, in a few words; holds nothing secret
   */
  record Answer(boolean reachable, String detail) {}
}
