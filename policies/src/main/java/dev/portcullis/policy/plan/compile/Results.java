package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the collections that a function makes outside of its loops, to fill them inside. */
final class Results {
  private final Set<Integer> made = new HashSet<>();

  private Results() {}

  static Set<Integer> of(List<Block> blocks) {
    var results = new Results();
    blocks.forEach(results::visit);
    return results.made;
  }

  private void visit(Block block) {
    for (var statement : block.statements()) {
      if (statement instanceof Statement.Make make) {
        made.add(make.target());
      } else if (statement instanceof Statement.Blocks blocks) {
        blocks.blocks().forEach(this::visit);
      } else if (statement instanceof Statement.Not not) {
        visit(not.block());
      } else if (statement instanceof Statement.With with) {
        visit(with.block());
      }
    }
  }
}
