package dev.portcullis.policy.plan.ir;

import java.util.List;

/**
 * A planned policy.
 *
 * @param files sources that {@link Place} counts, by their names in the bundle
 * @param builtins names of the builtin functions that it calls
 * @param entrypoints the plans
 * @param functions rules and functions
 */
public record Policy(
    List<String> files,
    List<String> builtins,
    List<Entrypoint> entrypoints,
    List<Function> functions) {

  /**
   * One plan: its blocks add to the result set.
   *
   * @param name path of the entrypoint, {@code portcullis/decision/verdicts}
   */
  public record Entrypoint(String name, List<Block> blocks) {}

  /**
   * A rule or function of the policy. All of one name in one package are one of these.
   *
   * @param name unique, e.g. {@code g0.data.lib.graph.by_urn}
   * @param path by which dynamic calls find it, without {@code data}; may be empty
   * @param params locals that hold the arguments; the first two are input and data
   * @param result local that is returned
   */
  public record Function(
      String name, List<String> path, List<Integer> params, int result, List<Block> blocks) {
    /** Whether it takes input and data only, so that it has one value in an evaluation. */
    public boolean constant() {
      return params.size() == 2;
    }
  }

  /** Statements until one is undefined, or the end, which is where a block is defined. */
  public record Block(List<Statement> statements) {}

  /**
   * Where a statement comes from.
   *
   * @param file index into {@link Policy#files}
   * @param row from 1; 0 when the planner made the statement
   */
  public record Place(int file, int row) {}
}
