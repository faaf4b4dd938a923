package dev.portcullis.policy.plan.compile;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISHR;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SWAP;

import dev.portcullis.policy.builtin.Builtins;
import dev.portcullis.policy.plan.PlanException;
import dev.portcullis.policy.plan.ir.Policy;
import dev.portcullis.policy.plan.ir.Policy.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;

/**
 * Compiles a plan to Java classes: every function a static method, the functions of input and data
 * behind a second one that memoises, and one class that leads to all of them by their index.
 */
public final class PlanCompiler implements Linker {
  /** Bytecode per class, roughly: far below what its constant pool can refer to. */
  private static final int PART = 300_000;

  /**
   * Functions per method of the way in, so that it is short enough to be compiled to machine code.
   */
  private static final int PAGE_BITS = 8;

  private static final String BODY = "_body";

  private final Policy policy;
  private final String name;
  private final boolean traced;
  private final Weights weights = new Weights();
  private final Lines lines = new Lines();
  private final Map<String, Target> targets = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();

  private PlanCompiler(Policy policy, String name, boolean traced) {
    this.policy = policy;
    this.name = name;
    this.traced = traced;
  }

  /**
   * Compiles a plan.
   *
   * @param className binary name of the class that leads to the others
   * @param traced whether evaluations record what they read
   * @throws PlanException when it needs a builtin that is not supported
   */
  public static PlanClasses compile(Policy policy, String className, boolean traced) {
    requireSupported(policy.builtins());
    var compiler = new PlanCompiler(policy, className.replace('.', '/'), traced);
    var classes = new LinkedHashMap<String, byte[]>();
    try {
      compiler.functions();
      compiler.main();
      compiler.parts.forEach(part -> classes.put(part.name().replace('/', '.'), part.bytes()));
    } catch (MethodTooLargeException | ClassTooLargeException e) {
      throw new PlanException(
          "the policy has too many constants for the embedded engine; keep tables in data", e);
    }
    return new PlanClasses(
        className,
        classes,
        new PlanIndex(
            policy.files(),
            compiler.lines.places(),
            policy.functions().stream()
                .map(f -> new PlanIndex.Entry(f.name(), f.constant() ? f.path() : List.of()))
                .toList(),
            policy.entrypoints().stream().map(Policy.Entrypoint::name).toList()));
  }

  private static void requireSupported(List<String> builtins) {
    var missing = builtins.stream().filter(b -> Builtins.find(b).isEmpty()).sorted().toList();
    if (!missing.isEmpty()) {
      throw new PlanException(
          "the policy calls builtins that the embedded engine does not have: "
              + String.join(", ", missing)
              + "; do without them, or evaluate it with --engine opa");
    }
  }

  private void functions() {
    var owners = owners();
    for (var i = 0; i < policy.functions().size(); i++) {
      var function = policy.functions().get(i);
      targets.put(function.name(), new Target(function, owners.get(i).name(), "f" + i));
    }
    var purity = new Purity(policy);
    for (var i = 0; i < policy.functions().size(); i++) {
      var function = policy.functions().get(i);
      var method = "f" + i + (function.constant() ? BODY : "");
      new FunctionCompiler(owners.get(i), this, method, function.params(), function.blocks())
          .compile();
      if (function.constant()) {
        memoising(owners.get(i), i, purity.constant(function));
      }
    }
  }

  /** Functions fill one class after the other. */
  private List<Part> owners() {
    var owners = new ArrayList<Part>();
    var weight = PART;
    for (var function : policy.functions()) {
      weight += weights.of(function.blocks());
      if (weight > PART) {
        parts.add(new Part(name + "$" + parts.size()));
        weight = weights.of(function.blocks());
      }
      owners.add(parts.get(parts.size() - 1));
    }
    return owners;
  }

  private void memoising(Part part, int index, boolean constant) {
    var method = part.method(ACC_PUBLIC | ACC_STATIC, "f" + index, Names.function(2));
    var compute = new Label();
    method.visitVarInsn(ALOAD, 0);
    Frame.push(method, index);
    evaluation(method, "recall", "(I)" + Names.OF_ANY);
    method.visitInsn(DUP);
    method.visitJumpInsn(IFNULL, compute);
    if (traced) {
      method.visitVarInsn(ALOAD, 0);
      method.visitInsn(SWAP);
      Frame.push(method, index);
      evaluation(method, "unwrapTraced", "(" + Names.OF_ANY + "I)" + Names.OF_ANY);
    } else {
      method.visitMethodInsn(
          INVOKESTATIC, Names.EVALUATION, "unwrap", "(" + Names.OF_ANY + ")" + Names.OF_ANY, false);
    }
    method.visitInsn(ARETURN);
    method.visitLabel(compute);
    method.visitInsn(POP);
    if (traced) {
      method.visitVarInsn(ALOAD, 0);
      Frame.push(method, index);
      evaluation(method, "enter", "(I)V");
    }
    method.visitVarInsn(ALOAD, 0);
    Frame.push(method, index);
    loadAll(method, 0);
    method.visitMethodInsn(INVOKESTATIC, part.name(), "f" + index + BODY, Names.function(2), false);
    Frame.push(method, constant ? 1 : 0);
    evaluation(
        method, traced ? "rememberTraced" : "remember", "(I" + Names.OF_ANY + "Z)" + Names.OF_ANY);
    method.visitInsn(ARETURN);
    Part.end(method);
  }

  private static void evaluation(MethodVisitor method, String called, String descriptor) {
    method.visitMethodInsn(INVOKEVIRTUAL, Names.EVALUATION, called, descriptor, false);
  }

  /** Evaluation, input and data, from that slot on. */
  private static void loadAll(MethodVisitor method, int first) {
    for (var slot = first; slot < first + 3; slot++) {
      method.visitVarInsn(ALOAD, slot);
    }
  }

  private void main() {
    var part = new Part(name, Names.PLAN);
    parts.add(part);
    var constructor = part.method(ACC_PUBLIC, "<init>", "()V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, Names.ANY, "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    Part.end(constructor);
    call(part);
    run(part);
  }

  /** By index to the functions: pages of them, each a method. */
  private void call(Part part) {
    var functions = policy.functions();
    var descriptor = "(I" + Names.function(2).substring(1);
    var pages = (functions.size() >> PAGE_BITS) + 1;
    for (var page = 0; page < pages; page++) {
      var method = part.method(ACC_PRIVATE | ACC_STATIC, "page" + page, descriptor);
      var first = page << PAGE_BITS;
      var size = Math.min(1 << PAGE_BITS, functions.size() - first);
      method.visitVarInsn(ILOAD, 0);
      Frame.push(method, (1 << PAGE_BITS) - 1);
      method.visitInsn(IAND);
      dispatch(
          method,
          size,
          offset -> callConstant(method, functions.get(first + offset)),
          m -> {
            m.visitInsn(ACONST_NULL);
            m.visitInsn(ARETURN);
          });
      Part.end(method);
    }
    var method = part.method(ACC_PUBLIC, "call", descriptor);
    method.visitVarInsn(ILOAD, 1);
    Frame.push(method, PAGE_BITS);
    method.visitInsn(ISHR);
    dispatch(
        method,
        pages,
        page -> {
          method.visitVarInsn(ILOAD, 1);
          loadAll(method, 2);
          method.visitMethodInsn(INVOKESTATIC, part.name(), "page" + page, descriptor, false);
          method.visitInsn(ARETURN);
        },
        m -> {
          m.visitInsn(ACONST_NULL);
          m.visitInsn(ARETURN);
        });
    Part.end(method);
  }

  private void callConstant(MethodVisitor method, Function function) {
    if (function.constant()) {
      var target = targets.get(function.name());
      loadAll(method, 1);
      method.visitMethodInsn(
          INVOKESTATIC, target.owner(), target.method(), Names.function(2), false);
    } else {
      method.visitInsn(ACONST_NULL);
    }
    method.visitInsn(ARETURN);
  }

  private void run(Part part) {
    var entrypoints = policy.entrypoints();
    for (var i = 0; i < entrypoints.size(); i++) {
      new FunctionCompiler(part, this, "p" + i, List.of(0, 1), entrypoints.get(i).blocks())
          .compile();
    }
    var method =
        part.method(ACC_PUBLIC, "run", "(I" + Names.OF_EVALUATION + Names.OF_ANY.repeat(2) + ")V");
    method.visitVarInsn(ILOAD, 1);
    dispatch(
        method,
        entrypoints.size(),
        i -> {
          loadAll(method, 2);
          method.visitMethodInsn(INVOKESTATIC, part.name(), "p" + i, Names.function(2), false);
          method.visitInsn(POP);
          method.visitInsn(RETURN);
        },
        m -> m.visitInsn(RETURN));
    Part.end(method);
  }

  /** A switch over 0 to size - 1 of the number on the stack. */
  private static void dispatch(
      MethodVisitor method, int size, IntConsumer branch, Consumer<MethodVisitor> otherwise) {
    if (size == 0) {
      // A switch without branches is no valid instruction.
      method.visitInsn(POP);
      otherwise.accept(method);
      return;
    }
    var labels = new Label[size];
    for (var i = 0; i < size; i++) {
      labels[i] = new Label();
    }
    var none = new Label();
    method.visitTableSwitchInsn(0, size - 1, none, labels);
    for (var i = 0; i < size; i++) {
      method.visitLabel(labels[i]);
      branch.accept(i);
    }
    method.visitLabel(none);
    otherwise.accept(method);
  }

  @Override
  public @Nullable Target find(String function) {
    return targets.get(function);
  }

  @Override
  public boolean traced() {
    return traced;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Lines lines() {
    return lines;
  }
}
