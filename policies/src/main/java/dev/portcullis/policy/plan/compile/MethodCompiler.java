package dev.portcullis.policy.plan.compile;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;

import dev.portcullis.policy.plan.compile.FunctionCompiler.Stretch;
import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Policy.Place;
import dev.portcullis.policy.plan.ir.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one method: blocks, jumps and loops here, the statements inside of them in {@link
 * StatementCompiler}.
 *
 * <p>Blocks nest as in OPA's compiler to WebAssembly, because statements count them: every block of
 * a BlockStmt, NotStmt and WithStmt is one level, a ScanStmt two (its iteration and the whole
 * loop).
 */
final class MethodCompiler {
  private static final Place NOWHERE = new Place(0, 0);

  private final FunctionCompiler function;
  private final MethodVisitor method;
  private final StatementCompiler statements;
  private final @Nullable Stretch stretch;

  private int free;
  private int loops;
  private int line;
  private @Nullable Scope scope;

  /**
   * Starts a method.
   *
   * @param stretch the part of a function that it is; null when it is the function's own
   * @param loops how many loops of the function it is in
   */
  MethodCompiler(
      FunctionCompiler function, MethodVisitor method, @Nullable Stretch stretch, int loops) {
    this.function = function;
    this.method = method;
    this.stretch = stretch;
    this.loops = loops;
    this.free =
        stretch == null
            ? Math.max(function.frame.firstFree(), 1 + function.params.size())
            : function.frame.firstFree();
    this.statements = new StatementCompiler(this, function, method);
  }

  /** Blocks one after the other, defined or not. */
  void blocks(List<Block> blocks) {
    var weight = blocks.stream().mapToInt(function.weights::inlined).sum();
    if (function.frame.shared() && weight > Weights.LIMIT && blocks.size() > 1) {
      var half = blocks.size() / 2;
      callStretch(List.of(new Statement.Blocks(NOWHERE, blocks.subList(0, half))));
      callStretch(List.of(new Statement.Blocks(NOWHERE, blocks.subList(half, blocks.size()))));
    } else {
      blocks.forEach(this::block);
    }
  }

  private void block(Block block) {
    var exit = new Label();
    scope = Scope.of(scope, exit);
    body(block);
    leave();
    method.visitLabel(exit);
  }

  private void leave() {
    scope = Objects.requireNonNull(scope).outer();
  }

  /** The whole of a stretch. */
  void stretch(List<Statement> list) {
    var exit = new Label();
    scope = Scope.of(null, exit);
    list.forEach(this::statement);
    Frame.push(method, FunctionCompiler.DEFINED);
    method.visitInsn(IRETURN);
    leave();
    method.visitLabel(exit);
    exit(1);
  }

  private void exit(int code) {
    Objects.requireNonNull(stretch).exits().add(code);
    Frame.push(method, code);
    method.visitInsn(IRETURN);
  }

  /** The statements of a block; when they are too long for this method, in methods of their own. */
  private void body(Block block) {
    var weights = function.weights;
    var list = block.statements();
    if (!function.frame.shared() || weights.of(block) <= Weights.LIMIT) {
      list.forEach(this::statement);
      return;
    }
    var chunk = new ArrayList<Statement>();
    var weight = 0;
    for (var statement : list) {
      var more = weights.inlined(statement);
      if (weight + more > Weights.LIMIT && !chunk.isEmpty()) {
        callStretch(List.copyOf(chunk));
        chunk.clear();
        weight = 0;
      }
      chunk.add(statement);
      weight += more;
    }
    callStretch(List.copyOf(chunk));
  }

  private void callStretch(List<Statement> list) {
    var called = function.stretch(list, loops);
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ALOAD, 1);
    method.visitMethodInsn(
        INVOKESTATIC, function.part.name(), called.method(), Names.stretch(), false);
    var code = free++;
    method.visitVarInsn(ISTORE, code);
    for (var exit : called.exits()) {
      var next = new Label();
      var taken = new Label();
      method.visitVarInsn(ILOAD, code);
      Frame.push(method, exit);
      method.visitJumpInsn(IF_ICMPEQ, taken);
      method.visitJumpInsn(GOTO, next);
      method.visitLabel(taken);
      if (exit == FunctionCompiler.RETURNED) {
        returnShared();
      } else {
        jump(exit - 1);
      }
      method.visitLabel(next);
    }
  }

  /** Returns what a stretch left in the shared locals. */
  private void returnShared() {
    restoreAll();
    if (stretch != null) {
      exit(FunctionCompiler.RETURNED);
    } else {
      function.frame.loadReturned(method);
      method.visitInsn(ARETURN);
    }
  }

  /** Returns from the function. */
  void returnLocal(int local) {
    restoreAll();
    function.frame.load(method, local);
    if (stretch != null) {
      function.frame.storeReturned(method);
      exit(FunctionCompiler.RETURNED);
    } else {
      method.visitInsn(ARETURN);
    }
  }

  private void restoreAll() {
    for (var s = scope; s != null; s = s.outer()) {
      restore(s.with());
    }
  }

  /** Leaves so many blocks besides the innermost. */
  void jump(int levels) {
    var left = levels;
    var target = scope;
    while (target != null && left > 0) {
      restore(target.with());
      target = target.outer();
      left--;
    }
    if (target != null) {
      method.visitJumpInsn(GOTO, target.exit());
    } else if (stretch != null) {
      // The outermost block of a stretch is the innermost of its caller.
      exit(left + 2);
    } else {
      method.visitInsn(org.objectweb.asm.Opcodes.ACONST_NULL);
      method.visitInsn(ARETURN);
    }
  }

  private void restore(Scope.@Nullable Replaced with) {
    if (with != null) {
      method.visitVarInsn(ALOAD, with.slot());
      function.frame.store(method, with.local());
      method.visitVarInsn(ALOAD, 0);
      method.visitMethodInsn(INVOKEVIRTUAL, Names.EVALUATION, "leaveWith", "()V", false);
    }
  }

  /** Where an undefined statement goes. */
  Label undefined() {
    return Objects.requireNonNull(scope).exit();
  }

  private void statement(Statement statement) {
    mark(statement.place());
    if (statement instanceof Statement.Blocks s) {
      blocks(s.blocks());
    } else if (statement instanceof Statement.Scan s) {
      scan(s);
    } else if (statement instanceof Statement.Not s) {
      not(s);
    } else if (statement instanceof Statement.With s) {
      with(s);
    } else {
      statements.compile(statement);
    }
  }

  private void mark(Place place) {
    var number = function.linker.lines().number(place);
    if (number != 0 && number != line) {
      line = number;
      var here = new Label();
      method.visitLabel(here);
      method.visitLineNumber(number, here);
    }
  }

  private void scan(Statement.Scan scan) {
    var collection = free++;
    var count = free++;
    var position = free++;
    var done = new Label();
    var next = new Label();
    function.frame.load(method, scan.source());
    method.visitInsn(DUP);
    method.visitVarInsn(ASTORE, collection);
    method.visitMethodInsn(INVOKESTATIC, Names.OPS, "size", "(" + Names.OF_ANY + ")I", false);
    method.visitVarInsn(ISTORE, count);
    var own = loops == 0 && function.params.size() == 2;
    trace("loop", collection);
    Frame.push(method, 0);
    method.visitVarInsn(ISTORE, position);
    scope = Scope.of(Scope.of(scope, done), next);
    var top = new Label();
    method.visitLabel(top);
    method.visitVarInsn(ILOAD, position);
    method.visitVarInsn(ILOAD, count);
    method.visitJumpInsn(IF_ICMPGE, done);
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(INVOKEVIRTUAL, Names.EVALUATION, "tick", "()V", false);
    if (own) {
      trace("iteration");
    }
    if (function.linker.traced()) {
      method.visitVarInsn(ALOAD, 0);
      method.visitVarInsn(ALOAD, collection);
      method.visitVarInsn(ILOAD, position);
      traced("element", Names.OF_ANY + "I");
    }
    element(collection, position, "keyAt", scan.key());
    element(collection, position, "valueAt", scan.value());
    method.visitIincInsn(position, 1);
    loops++;
    body(scan.block());
    loops--;
    method.visitLabel(next);
    method.visitJumpInsn(GOTO, top);
    leave();
    leave();
    method.visitLabel(done);
    if (own) {
      trace("loopDone");
    }
  }

  private void trace(String what, int... slots) {
    if (function.linker.traced()) {
      method.visitVarInsn(ALOAD, 0);
      for (var slot : slots) {
        method.visitVarInsn(ALOAD, slot);
      }
      traced(what, Names.OF_ANY.repeat(slots.length));
    }
  }

  private void traced(String what, String operands) {
    method.visitMethodInsn(
        INVOKESTATIC, Names.TRACED_OPS, what, "(" + Names.OF_EVALUATION + operands + ")V", false);
  }

  /** Whether the statement is in a loop of the function. */
  boolean inLoop() {
    return loops > 0;
  }

  private void element(int collection, int position, String what, int local) {
    if (function.frame.locals().isRead(local)) {
      method.visitVarInsn(ALOAD, collection);
      method.visitTypeInsn(CHECKCAST, Names.COLLECTION);
      method.visitVarInsn(ILOAD, position);
      method.visitMethodInsn(INVOKEVIRTUAL, Names.COLLECTION, what, "(I)" + Names.OF_ANY, false);
      function.frame.store(method, local);
    }
  }

  private void not(Statement.Not not) {
    var undefined = new Label();
    scope = Scope.of(scope, undefined);
    body(not.block());
    leave();
    jump(0);
    method.visitLabel(undefined);
  }

  private void with(Statement.With with) {
    var saved = free++;
    var frame = function.frame;
    frame.load(method, with.local());
    method.visitVarInsn(ASTORE, saved);
    statements.replaced(with);
    frame.store(method, with.local());
    method.visitVarInsn(ALOAD, 0);
    Frame.push(method, function.params.indexOf(with.local()));
    method.visitMethodInsn(INVOKEVIRTUAL, Names.EVALUATION, "enterWith", "(I)V", false);
    var undefined = new Label();
    var defined = new Label();
    var replaced = new Scope.Replaced(with.local(), saved);
    scope = new Scope(scope, undefined, replaced);
    body(with.block());
    restore(replaced);
    method.visitJumpInsn(GOTO, defined);
    leave();
    method.visitLabel(undefined);
    restore(replaced);
    jump(0);
    method.visitLabel(defined);
  }

  /** Continues only when a value is on the stack; consumes it. */
  void requireDefined() {
    method.visitJumpInsn(IFNULL, undefined());
  }

  /** Jumps so many levels when there is no value on the stack; consumes it. */
  void jumpIfUndefined(int levels) {
    var there = new Label();
    method.visitJumpInsn(IFNONNULL, there);
    jump(levels);
    method.visitLabel(there);
  }

  /** A slot for a temporary value. */
  int slot() {
    return free++;
  }
}
