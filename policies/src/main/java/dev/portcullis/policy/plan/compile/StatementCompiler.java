package dev.portcullis.policy.plan.compile;

import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.NEW;

import dev.portcullis.policy.plan.PlanException;
import dev.portcullis.policy.plan.ir.Operand;
import dev.portcullis.policy.plan.ir.Statement;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;

/** Writes the statements that hold no blocks. */
final class StatementCompiler {
  private static final String TO_VALUE = ")" + Names.OF_ANY;
  private static final String TO_VOID = ")V";
  private static final String TO_BOOLEAN = ")Z";

  /** Builtins that hand elements on, or look at no more than the outside of a collection. */
  private static final Set<String> SHALLOW =
      Set.of(
          "and",
          "array.concat",
          "array.slice",
          "count",
          "is_array",
          "is_boolean",
          "is_null",
          "is_number",
          "is_object",
          "is_set",
          "is_string",
          "object.keys",
          "object.union",
          "object.union_n",
          "or",
          "type_name",
          "union");

  private final MethodCompiler jumps;
  private final FunctionCompiler function;
  private final MethodVisitor method;

  StatementCompiler(MethodCompiler jumps, FunctionCompiler function, MethodVisitor method) {
    this.jumps = jumps;
    this.function = function;
    this.method = method;
  }

  void compile(Statement statement) {
    if (statement instanceof Statement.Return s) {
      jumps.returnLocal(s.source());
    } else if (statement instanceof Statement.Call s) {
      call(s);
    } else if (statement instanceof Statement.CallDynamic s) {
      callDynamic(s);
    } else if (statement instanceof Statement.Break s) {
      jumps.jump(s.levels());
    } else if (statement instanceof Statement.Dot s) {
      traceable();
      load(s.source());
      load(s.key());
      traceable("dot", 2, TO_VALUE);
      define(s.target());
    } else if (statement instanceof Statement.Length s) {
      load(s.source());
      ops("length", 1, TO_VALUE);
      store(s.target());
    } else if (statement instanceof Statement.Assign s) {
      load(s.source());
      store(s.target());
    } else if (statement instanceof Statement.AssignOnce s) {
      load(s.target());
      load(s.source());
      ops("once", 2, TO_VALUE);
      store(s.target());
    } else if (statement instanceof Statement.Reset s) {
      method.visitInsn(ACONST_NULL);
      store(s.target());
    } else {
      compileTest(statement);
    }
  }

  private void compileTest(Statement statement) {
    if (statement instanceof Statement.Compare s) {
      equal(s);
      method.visitJumpInsn(s.equal() ? IFEQ : IFNE, jumps.undefined());
    } else if (statement instanceof Statement.IsKind s) {
      load(s.source());
      ops(
          switch (s.kind()) {
            case ARRAY -> "isArray";
            case OBJECT -> "isObject";
            case SET -> "isSet";
          },
          1,
          TO_BOOLEAN);
      method.visitJumpInsn(IFEQ, jumps.undefined());
    } else if (statement instanceof Statement.IsDefined s) {
      load(s.source());
      if (s.defined()) {
        jumps.requireDefined();
      } else {
        method.visitJumpInsn(IFNONNULL, jumps.undefined());
      }
    } else {
      compileWrite(statement);
    }
  }

  private void compileWrite(Statement statement) {
    if (statement instanceof Statement.Make s) {
      make(s);
    } else if (statement instanceof Statement.Append s) {
      write("append", s.array(), s.value());
    } else if (statement instanceof Statement.Add s) {
      write("add", s.set(), s.value());
    } else if (statement instanceof Statement.Insert s) {
      write(s.once() ? "insertOnce" : "insert", s.object(), s.key(), s.value());
    } else if (statement instanceof Statement.Merge s) {
      load(s.a());
      load(s.b());
      ops("merge", 2, TO_VALUE);
      store(s.target());
    } else if (statement instanceof Statement.Result s) {
      method.visitVarInsn(ALOAD, 0);
      load(s.value());
      method.visitMethodInsn(
          INVOKEVIRTUAL, Names.EVALUATION, "result", "(" + Names.OF_ANY + TO_VOID, false);
    } else if (!(statement instanceof Statement.Nothing)) {
      throw new IllegalStateException("not a statement without blocks: " + statement);
    }
  }

  private void equal(Statement.Compare compare) {
    var traced = function.linker.traced();
    traceable();
    load(compare.a());
    load(compare.b());
    if (traced) {
      traceable("equal", 2, TO_BOOLEAN);
    } else {
      invoke(Names.VALUES, "equal", 2, TO_BOOLEAN);
    }
  }

  /** Writes into a collection, traced when an element gets into the result of the function. */
  private void write(String operation, int collection, Operand... operands) {
    var traced = jumps.inLoop() && function.results.contains(collection);
    if (traced) {
      traceable();
    }
    load(collection);
    for (var operand : operands) {
      load(operand);
    }
    if (traced) {
      traceable(operation, operands.length + 1, TO_VOID);
    } else {
      ops(operation, operands.length + 1, TO_VOID);
    }
  }

  /** First operand of a traceable operation: the evaluation, if anybody follows it. */
  private void traceable() {
    if (function.linker.traced()) {
      method.visitVarInsn(ALOAD, 0);
    }
  }

  private void traceable(String operation, int operands, String result) {
    if (function.linker.traced()) {
      method.visitMethodInsn(
          INVOKESTATIC,
          Names.TRACED_OPS,
          operation,
          "(" + Names.OF_EVALUATION + Names.OF_ANY.repeat(operands) + result,
          false);
    } else {
      ops(operation, operands, result);
    }
  }

  private void make(Statement.Make make) {
    var type =
        switch (make.kind()) {
          case ARRAY -> Names.ARRAY;
          case OBJECT -> Names.OBJECT;
          case SET -> Names.SET;
        };
    method.visitTypeInsn(NEW, type);
    method.visitInsn(DUP);
    Frame.push(method, make.capacity());
    method.visitMethodInsn(INVOKESPECIAL, type, "<init>", "(I)V", false);
    store(make.target());
  }

  private void call(Statement.Call call) {
    var target = function.linker.find(call.function());
    if (target == null) {
      callBuiltin(call);
      return;
    }
    if (call.arguments().size() != target.function().params().size()) {
      throw new PlanException("the plan calls " + call.function() + " with too many or few values");
    }
    method.visitVarInsn(ALOAD, 0);
    call.arguments().forEach(this::load);
    method.visitMethodInsn(
        INVOKESTATIC,
        target.owner(),
        target.method(),
        Names.function(call.arguments().size()),
        false);
    define(call.result());
  }

  private void callBuiltin(Statement.Call call) {
    var operands = call.arguments().size();
    if (operands > Names.mostOperands()) {
      throw new PlanException(
          "the plan calls " + call.function() + " with " + operands + " operands");
    }
    if (function.linker.traced()) {
      traceOperands(call);
    }
    function.part.loadBuiltin(method, call.function(), operands);
    method.visitVarInsn(ALOAD, 0);
    call.arguments().forEach(this::load);
    method.visitMethodInsn(
        INVOKESTATIC,
        Names.OPS,
        "call",
        "(L"
            + Names.builtin(operands)
            + ";"
            + Names.OF_EVALUATION
            + Names.OF_ANY.repeat(operands)
            + TO_VALUE,
        false);
    define(call.result());
  }

  private void traceOperands(Statement.Call call) {
    if (call.function().equals("object.get")) {
      traceable();
      load(call.arguments().get(0));
      load(call.arguments().get(1));
      traceable("path", 2, TO_VOID);
    } else if (!SHALLOW.contains(call.function())) {
      for (var argument : call.arguments()) {
        if (argument instanceof Operand.Local) {
          traceable();
          load(argument);
          traceable("whole", 1, TO_VOID);
        }
      }
    }
  }

  /** The value is the one that a rule has whose path is only known now. */
  private void callDynamic(Statement.CallDynamic call) {
    if (call.arguments().size() != 2) {
      throw new PlanException("the plan calls a function by path with more than input and data");
    }
    var index = jumps.slot();
    method.visitVarInsn(ALOAD, 0);
    array(call.path());
    method.visitMethodInsn(
        INVOKEVIRTUAL, Names.EVALUATION, "find", "([" + Names.OF_ANY + ")I", false);
    method.visitInsn(DUP);
    method.visitVarInsn(ISTORE, index);
    method.visitJumpInsn(IFLT, jumps.undefined());
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ILOAD, index);
    call.arguments().forEach(local -> function.frame.load(method, local));
    method.visitMethodInsn(
        INVOKEVIRTUAL,
        Names.EVALUATION,
        "call",
        "(I" + Names.OF_ANY + Names.OF_ANY + TO_VALUE,
        false);
    method.visitInsn(DUP);
    store(call.result());
    jumps.jumpIfUndefined(3);
  }

  private void array(List<Operand> operands) {
    Frame.push(method, operands.size());
    method.visitTypeInsn(ANEWARRAY, Names.ANY);
    for (var i = 0; i < operands.size(); i++) {
      method.visitInsn(DUP);
      Frame.push(method, i);
      load(operands.get(i));
      method.visitInsn(AASTORE);
    }
  }

  /** Leaves on the stack what a {@code with} makes of a local. */
  void replaced(Statement.With with) {
    if (with.path().isEmpty()) {
      load(with.value());
      return;
    }
    function.frame.load(method, with.local());
    Frame.push(method, with.path().size());
    method.visitTypeInsn(ANEWARRAY, "java/lang/String");
    for (var i = 0; i < with.path().size(); i++) {
      method.visitInsn(DUP);
      Frame.push(method, i);
      function.part.load(method, with.path().get(i));
      method.visitInsn(AASTORE);
    }
    load(with.value());
    method.visitMethodInsn(
        INVOKESTATIC,
        Names.OPS,
        "upsert",
        "(" + Names.OF_ANY + "[Ljava/lang/String;" + Names.OF_ANY + TO_VALUE,
        false);
  }

  /** Stores what is on the stack, which ends the block when it is undefined. */
  private void define(int target) {
    if (function.frame.locals().isRead(target)) {
      method.visitInsn(DUP);
      store(target);
    }
    jumps.requireDefined();
  }

  private void ops(String operation, int operands, String result) {
    invoke(Names.OPS, operation, operands, result);
  }

  private void invoke(String owner, String operation, int operands, String result) {
    method.visitMethodInsn(
        INVOKESTATIC, owner, operation, "(" + Names.OF_ANY.repeat(operands) + result, false);
  }

  private void load(Operand operand) {
    if (operand instanceof Operand.Local local) {
      load(local.index());
    } else if (operand instanceof Operand.Constant constant) {
      function.part.load(method, constant.value());
    }
  }

  private void load(int local) {
    function.frame.load(method, local);
  }

  private void store(int local) {
    function.frame.store(method, local);
  }
}
