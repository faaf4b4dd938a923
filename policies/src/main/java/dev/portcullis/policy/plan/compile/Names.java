package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.builtin.Builtin;
import dev.portcullis.policy.plan.run.CompiledPlan;
import dev.portcullis.policy.plan.run.Evaluation;
import dev.portcullis.policy.plan.run.Ops;
import dev.portcullis.policy.plan.run.TracedOps;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.util.List;
import org.objectweb.asm.Type;

/** Internal names and descriptors of what compiled plans refer to. */
final class Names {
  static final String EVALUATION = Type.getInternalName(Evaluation.class);
  static final String OPS = Type.getInternalName(Ops.class);
  static final String TRACED_OPS = Type.getInternalName(TracedOps.class);
  static final String PLAN = Type.getInternalName(CompiledPlan.class);
  static final String VALUES = Type.getInternalName(Values.class);
  static final String COLLECTION = Type.getInternalName(RegoCollection.class);
  static final String ARRAY = Type.getInternalName(RegoArray.class);
  static final String OBJECT = Type.getInternalName(RegoObject.class);
  static final String SET = Type.getInternalName(RegoSet.class);
  static final String NULL = Type.getInternalName(RegoNull.class);
  static final String ANY = Type.getInternalName(Object.class);
  static final String OF_ANY = Type.getDescriptor(Object.class);
  static final String OF_EVALUATION = Type.getDescriptor(Evaluation.class);

  private static final List<Class<? extends Builtin>> BUILTINS =
      List.of(
          Builtin.Fn0.class,
          Builtin.Fn1.class,
          Builtin.Fn2.class,
          Builtin.Fn3.class,
          Builtin.Fn4.class,
          Builtin.Fn5.class);

  private Names() {}

  /** Most operands that a builtin has. */
  static int mostOperands() {
    return BUILTINS.size() - 1;
  }

  /** Internal name of the type of a builtin with so many operands. */
  static String builtin(int operands) {
    return Type.getInternalName(BUILTINS.get(operands));
  }

  /** Descriptor of a method of an evaluation and so many values that gives a value. */
  static String function(int arguments) {
    return "(" + OF_EVALUATION + OF_ANY.repeat(arguments) + ")" + OF_ANY;
  }

  /** Descriptor of the method that holds a stretch of a function: locals in, exit code out. */
  static String stretch() {
    return "(" + OF_EVALUATION + "[" + OF_ANY + ")I";
  }
}
