package dev.portcullis.policy.plan.run;

import dev.portcullis.policy.builtin.Builtin;
import dev.portcullis.policy.builtin.BuiltinContext;
import dev.portcullis.policy.builtin.BuiltinException;
import dev.portcullis.policy.builtin.Builtins;
import dev.portcullis.policy.plan.EvaluationLimits;
import dev.portcullis.policy.plan.PlanException;
import dev.portcullis.policy.value.RegoArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One evaluation: what is memoised, what was spent, what came out. For one thread. */
public final class Evaluation implements BuiltinContext {
  /** Steps between two looks at the clock. */
  private static final int SLICE = 1 << 14;

  /** Memoised value of a function that turned out undefined. */
  private static final Object UNDEFINED = new Object();

  private final FunctionTable functions;
  private final EvaluationLimits limits;
  private final long clock;
  private final long deadline;
  private final RegoArray results = new RegoArray(1);
  private final Deque<Scope> outer = new ArrayDeque<>();

  private final @Nullable Trace trace;

  private Scope scope;
  private int slice;
  private long sliced;

  /** What holds until input or data are replaced. */
  private static final class Scope {
    /** Values by function. */
    final @Nullable Object[] memo;

    /** Where values that do not depend on the input are kept; null while data is replaced. */
    final @Nullable Constants constants;

    Scope(@Nullable Object[] memo, @Nullable Constants constants) {
      this.memo = memo;
      this.constants = constants;
    }
  }

  /**
   * Starts an evaluation.
   *
   * @param clock what {@code time.now_ns()} says
   * @param traced whether reads are followed; the plan must have been compiled for it
   */
  public Evaluation(
      FunctionTable functions,
      Constants constants,
      EvaluationLimits limits,
      long clock,
      boolean traced) {
    this.functions = functions;
    this.limits = limits;
    this.clock = clock;
    this.trace = traced ? new Trace(functions) : null;
    this.scope = new Scope(constants.known(), constants);
    this.deadline = System.nanoTime() + limits.time().toNanos();
  }

  /** The result set. */
  public RegoArray results() {
    return results;
  }

  /** What is evaluated. */
  public void begin(@Nullable Object input) {
    if (trace != null) {
      trace.input(input);
    }
  }

  /** What was read; only of an evaluation that is traced. */
  public Trace trace() {
    return Objects.requireNonNull(trace);
  }

  /** ResultSetAddStmt. */
  public void result(Object value) {
    results.append(value);
  }

  /** Calls, iterations and charged elements so far: the same in every run. */
  public long steps() {
    return sliced + slice;
  }

  /** Value of a function, as far as it was asked for; null when it is undefined. */
  public @Nullable Object value(int function) {
    var memoised = recall(function);
    return memoised == null ? null : unwrap(memoised);
  }

  /** Memoised value of a function; null when it was not asked for yet. */
  public @Nullable Object recall(int function) {
    return scope.memo[function];
  }

  /** Memoises what a function gave. */
  public @Nullable Object remember(int function, @Nullable Object value, boolean constant) {
    tick();
    var kept = value == null ? UNDEFINED : value;
    scope.memo[function] = kept;
    if (constant && scope.constants != null) {
      scope.constants.keep(function, kept);
    }
    return value;
  }

  /** A function is about to be computed. */
  public void enter(int function) {
    trace().enter(function);
  }

  /** As {@link #remember}, with what was read. */
  public @Nullable Object rememberTraced(int function, @Nullable Object value, boolean constant) {
    trace().leave(value);
    return remember(function, value, constant);
  }

  /** As {@link #unwrap}, with whom it was used by. */
  public @Nullable Object unwrapTraced(Object memoised, int function) {
    var value = unwrap(memoised);
    trace().used(function, value);
    return value;
  }

  /** What {@link #recall} found, for the caller of the function. */
  public static @Nullable Object unwrap(Object memoised) {
    return memoised == UNDEFINED ? null : memoised;
  }

  /** Input (local 0) or data (local 1) is replaced from here on. */
  public void enterWith(int local) {
    outer.push(scope);
    var constants = local == 0 ? scope.constants : null;
    scope =
        new Scope(constants == null ? new Object[functions.size()] : constants.known(), constants);
  }

  /** The replacement of the innermost {@code with} ends. */
  public void leaveWith() {
    scope = outer.pop();
  }

  /** Index of the function with that path, or -1. */
  public int find(Object[] path) {
    return functions.find(path);
  }

  /** Calls the function that {@link #find} found. */
  public @Nullable Object call(int function, @Nullable Object input, Object data) {
    return functions.plan().call(function, this, input, data);
  }

  /** One more call or iteration. */
  public void tick() {
    if (++slice >= SLICE) {
      look();
    }
  }

  @Override
  public void charge(long elements) {
    sliced += elements;
    tick();
    if (elements > SLICE) {
      look();
    }
  }

  private void look() {
    sliced += slice;
    slice = 0;
    if (sliced > limits.steps()) {
      throw new PlanException(
          "the evaluation takes more than "
              + limits.steps()
              + " steps; narrow the rule that is named, or raise the limit");
    }
    if (System.nanoTime() - deadline > 0) {
      throw new PlanException(
          "the evaluation takes longer than "
              + limits.time().toSeconds()
              + " s; narrow the rule that is named, or raise the limit");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new PlanException("the evaluation was interrupted");
    }
  }

  @Override
  public long nowNanos() {
    return clock;
  }

  /** A builtin had no answer: undefined, as OPA has it, or the end of a strict evaluation. */
  @Nullable Object failed(Builtin builtin, BuiltinException reason) {
    if (!limits.strict()) {
      return null;
    }
    throw new PlanException(nameOf(builtin) + ": " + reason.getMessage(), reason);
  }

  private static String nameOf(Builtin builtin) {
    return Builtins.names().stream()
        .filter(name -> Builtins.find(name).filter(found -> found == builtin).isPresent())
        .findFirst()
        .orElse("builtin");
  }
}
