package dev.portcullis.policy.plan.ir;

/** What a statement reads. */
public sealed interface Operand {
  /** The value of a local; undefined until something was assigned. */
  record Local(int index) implements Operand {}

  /** A scalar that stands in the policy: null, boolean, number or string. */
  record Constant(Object value) implements Operand {}
}
