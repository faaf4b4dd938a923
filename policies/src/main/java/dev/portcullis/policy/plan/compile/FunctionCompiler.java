package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;

/**
 * Compiles the body of one function or entrypoint, as one method or, when that would be too long,
 * as several that share their locals.
 */
final class FunctionCompiler {
  /** Exit code of a stretch that was defined up to its end. */
  static final int DEFINED = 0;

  /** Exit code of a stretch that returned from the function. */
  static final int RETURNED = -1;

  private static final int ACCESS = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  final Part part;
  final Linker linker;
  final Weights weights;
  final Frame frame;

  /** Locals whose collections become the function's result, as far as the trace is concerned. */
  final Set<Integer> results;

  final List<Integer> params;

  private final String name;
  private final List<Block> blocks;
  private int stretches;

  /**
   * Prepares a function.
   *
   * @param name of the method; stretches get a number behind it
   */
  FunctionCompiler(
      Part part, Linker linker, String name, List<Integer> params, List<Block> blocks) {
    this.part = part;
    this.linker = linker;
    this.weights = linker.weights();
    this.name = name;
    this.params = params;
    this.blocks = blocks;
    this.results = linker.traced() && params.size() == 2 ? Results.of(blocks) : Set.of();
    this.frame = new Frame(new Locals(params, blocks), weights.of(blocks) > Weights.LIMIT);
  }

  /** Adds the methods to the part. */
  void compile() {
    var method = part.method(ACCESS, name, Names.function(params.size()));
    frame.open(method, params.size());
    var body = new MethodCompiler(this, method, null, 0);
    body.blocks(blocks);
    method.visitInsn(Opcodes.ACONST_NULL);
    method.visitInsn(Opcodes.ARETURN);
    Part.end(method);
  }

  /**
   * Compiles statements as a method of their own.
   *
   * @param loops how many loops of the function they are in
   * @return what the caller has to call and the exit codes to expect
   */
  Stretch stretch(List<Statement> statements, int loops) {
    var method = part.method(ACCESS, name + "_" + stretches, Names.stretch());
    var stretch = new Stretch(name + "_" + stretches++, new TreeSet<>());
    var body = new MethodCompiler(this, method, stretch, loops);
    body.stretch(statements);
    Part.end(method);
    return stretch;
  }

  /**
   * A method that holds some statements of a function.
   *
   * @param exits codes other than {@link #DEFINED}: {@link #RETURNED}, or one more than the number
   *     of blocks to leave besides the innermost
   */
  record Stretch(String method, Set<Integer> exits) {}
}
