package dev.portcullis.policy.builtin;

import org.jspecify.annotations.Nullable;

/**
 * A builtin function, by its number of operands. Operands and results are values of Rego ({@code
 * dev.portcullis.policy.value}); the result null is undefined. A call throws {@link
 * BuiltinException} for operands it has no answer for.
 */
public sealed interface Builtin
    permits Builtin.Fn0, Builtin.Fn1, Builtin.Fn2, Builtin.Fn3, Builtin.Fn4, Builtin.Fn5 {
  /** A builtin without operands. */
  @FunctionalInterface
  non-sealed interface Fn0 extends Builtin {
    @Nullable Object call(BuiltinContext context);
  }

  /** A builtin of one operand. */
  @FunctionalInterface
  non-sealed interface Fn1 extends Builtin {
    @Nullable Object call(BuiltinContext context, Object a);
  }

  /** A builtin of two operands. */
  @FunctionalInterface
  non-sealed interface Fn2 extends Builtin {
    @Nullable Object call(BuiltinContext context, Object a, Object b);
  }

  /** A builtin of three operands. */
  @FunctionalInterface
  non-sealed interface Fn3 extends Builtin {
    @Nullable Object call(BuiltinContext context, Object a, Object b, Object c);
  }

  /** A builtin of four operands. */
  @FunctionalInterface
  non-sealed interface Fn4 extends Builtin {
    @Nullable Object call(BuiltinContext context, Object a, Object b, Object c, Object d);
  }

  /** A builtin of five operands. */
  @FunctionalInterface
  non-sealed interface Fn5 extends Builtin {
    @Nullable Object call(BuiltinContext context, Object a, Object b, Object c, Object d, Object e);
  }
}
