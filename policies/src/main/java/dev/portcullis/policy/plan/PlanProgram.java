package dev.portcullis.policy.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.plan.compile.PlanClasses;
import dev.portcullis.policy.plan.compile.PlanCompiler;
import dev.portcullis.policy.plan.compile.PlanIndex;
import dev.portcullis.policy.plan.ir.Policy;
import dev.portcullis.policy.plan.ir.PolicyReader;
import dev.portcullis.policy.plan.run.CompiledPlan;
import dev.portcullis.policy.plan.run.Constants;
import dev.portcullis.policy.plan.run.Evaluation;
import dev.portcullis.policy.plan.run.FunctionTable;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy that {@code opa build -t plan} has planned, compiled to JVM classes. Immutable; any
 * number of threads may evaluate at once.
 */
public final class PlanProgram {
  private static final String RUNTIME_CLASS = "portcullis.compiled.Plan";

  private final PlanIndex index;
  private final CompiledPlan plan;
  private final FunctionTable functions;
  private final boolean traced;

  private PlanProgram(CompiledPlan plan, PlanIndex index, boolean traced) {
    this.plan = plan;
    this.index = index;
    this.traced = traced;
    this.functions =
        new FunctionTable(
            plan,
            index.functions().stream().map(PlanIndex.Entry::name).toList(),
            index.functions().stream().map(PlanIndex.Entry::path).toList());
  }

  /**
   * Compiles a plan.
   *
   * @param plan the contents of {@code plan.json}
   * @throws PlanException when it is none, or needs a builtin or statement that is not supported
   */
  public static PlanProgram compile(JsonNode plan) {
    return compile(plan, false);
  }

  /**
   * Compiles a plan.
   *
   * @param traced whether evaluations record what they read, which costs up to three times as much
   * @throws PlanException when it is none, or needs a builtin or statement that is not supported
   */
  public static PlanProgram compile(JsonNode plan, boolean traced) {
    return compile(PolicyReader.read(plan), traced);
  }

  static PlanProgram compile(Policy policy, boolean traced) {
    var compiled = PlanCompiler.compile(policy, RUNTIME_CLASS, traced);
    try {
      var type = new PlanLoader(compiled).loadClass(compiled.main());
      return of(type, compiled.index(), traced);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the class was compiled and is not there", e);
    }
  }

  static PlanProgram of(Class<?> main, PlanIndex index, boolean traced) {
    try {
      var plan = main.asSubclass(CompiledPlan.class).getConstructor().newInstance();
      return new PlanProgram(plan, index, traced);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new PlanException(
          "the compiled policy does not fit to this version of the gate; build it again: " + e, e);
    }
  }

  /** Data for evaluations: frozen, with what was found out about it so far. */
  public Data data(JsonNode json) {
    return data(Values.fromJson(json));
  }

  private Data data(Object value) {
    return new Data(Values.freeze(value), new Constants(index.functions().size()));
  }

  /** Data of any number of evaluations, with the values of rules that depend on nothing else. */
  public static final class Data {
    private final Object value;
    private final Constants constants;

    private Data(Object value, Constants constants) {
      this.value = value;
      this.constants = constants;
    }
  }

  /**
   * The result set of an entrypoint.
   *
   * @param input null when it is undefined
   * @param clock nanoseconds since 1970 that {@code time.now_ns()} gives
   * @throws PlanException when there is no such entrypoint, rules contradict each other or a limit
   *     is exceeded
   */
  public RegoArray evaluate(
      String entrypoint, @Nullable Object input, Data data, EvaluationLimits limits, long clock) {
    return run(entrypoint, input, data, limits, clock).results();
  }

  /** The same for data that is used once. */
  public RegoArray evaluate(
      String entrypoint, @Nullable Object input, Object data, EvaluationLimits limits) {
    return evaluate(entrypoint, input, data(data), limits, 0);
  }

  Evaluation run(
      String entrypoint, @Nullable Object input, Data data, EvaluationLimits limits, long clock) {
    var number = index.entrypoints().indexOf(entrypoint);
    if (number < 0) {
      throw new PlanException(
          "the policy has no entrypoint " + entrypoint + ", only " + index.entrypoints());
    }
    var evaluation = new Evaluation(functions, data.constants, limits, clock, traced);
    evaluation.begin(input);
    try {
      plan.run(number, evaluation, input, data.value);
    } catch (PlanException e) {
      throw new PlanException(e.getMessage() + place(e), e);
    } catch (StackOverflowError e) {
      throw new PlanException("the evaluation is nested too deeply" + place(e), e);
    } catch (OutOfMemoryError e) {
      throw new PlanException("the evaluation does not fit into memory" + place(e), e);
    } catch (RuntimeException e) {
      throw new PlanException("the evaluation broke off: " + e + place(e), e);
    }
    requireWithin(evaluation.results(), limits.results());
    return evaluation;
  }

  PlanIndex index() {
    return index;
  }

  private static void requireWithin(RegoArray results, long most) {
    if (count(results, most) > most) {
      throw new PlanException("the answer has more than " + most + " values");
    }
  }

  private static long count(Object value, long most) {
    if (!(value instanceof RegoCollection collection)) {
      return 1;
    }
    var count = 1L;
    for (var i = 0; i < collection.size() && count <= most; i++) {
      count += count(collection.valueAt(i), most - count);
    }
    return count;
  }

  /** Where in the policy that happened, from the stack: {@code " (rules.kms.x, file.rego:12)"}. */
  private String place(Throwable thrown) {
    var prefix = plan.getClass().getName();
    for (var frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith(prefix) && frame.getLineNumber() > 0) {
        var place = index.places().get(frame.getLineNumber() - 1);
        return " ("
            + rule(frame.getMethodName())
            + index.files().get(place.file())
            + ":"
            + place.row()
            + ")";
      }
    }
    return "";
  }

  private String rule(String method) {
    var digits = method.replaceAll("^f(\\d+).*", "$1");
    return digits.equals(method)
        ? ""
        : index.functions().get(Integer.parseInt(digits)).name().replaceFirst("^g\\d+\\.", "")
            + ", ";
  }

  /** Defines classes that were compiled just now. */
  private static final class PlanLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    PlanLoader(PlanClasses compiled) {
      super(PlanProgram.class.getClassLoader());
      this.classes = compiled.classes();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      var bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
