package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Statement;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Upper estimates of the bytecode of statements, in bytes. A Java method holds 64 KiB, and HotSpot
 * compiles none above 8,000 bytes, so what is longer is cut into several methods.
 */
final class Weights {
  /** Longest stretch that stays one method. */
  static final int LIMIT = 5_000;

  /** Call of another method that holds a stretch, with the jumps it may ask for. */
  private static final int CALL = 80;

  private final IdentityHashMap<Block, Integer> blocks = new IdentityHashMap<>();

  /** Of a block, with everything in it. */
  int of(Block block) {
    var known = blocks.get(block);
    if (known == null) {
      known = block.statements().stream().mapToInt(this::of).sum();
      blocks.put(block, known);
    }
    return known;
  }

  /** Of several blocks. */
  int of(List<Block> list) {
    return list.stream().mapToInt(this::of).sum();
  }

  /** Of a block when it becomes a method of its own as soon as it is long. */
  int inlined(Block block) {
    return Math.min(of(block), of(block) > LIMIT ? CALL : LIMIT);
  }

  /** Of a statement, long nested blocks being methods of their own. */
  int inlined(Statement statement) {
    if (statement instanceof Statement.Blocks blocks) {
      return blocks.blocks().stream().mapToInt(this::inlined).sum() + 4;
    }
    if (statement instanceof Statement.Scan scan) {
      return inlined(scan.block()) + 80;
    }
    if (statement instanceof Statement.Not not) {
      return inlined(not.block()) + 8;
    }
    if (statement instanceof Statement.With with) {
      return inlined(with.block()) + 120 + 8 * with.path().size();
    }
    return of(statement);
  }

  private int of(Statement statement) {
    if (statement instanceof Statement.Blocks blocks) {
      return of(blocks.blocks()) + 4;
    }
    if (statement instanceof Statement.Scan scan) {
      return of(scan.block()) + 80;
    }
    if (statement instanceof Statement.Not not) {
      return of(not.block()) + 8;
    }
    if (statement instanceof Statement.With with) {
      return of(with.block()) + 120 + 8 * with.path().size();
    }
    if (statement instanceof Statement.Call call) {
      return 24 + 6 * call.arguments().size();
    }
    if (statement instanceof Statement.CallDynamic call) {
      return 60 + 10 * call.path().size();
    }
    return 32;
  }
}
