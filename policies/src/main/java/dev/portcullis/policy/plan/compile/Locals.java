package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.plan.ir.Operand;
import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The locals of a function: their dense positions, and which of them are ever read. */
final class Locals {
  private final Map<Integer, Integer> positions = new LinkedHashMap<>();
  private final Set<Integer> read = new HashSet<>();

  /**
   * Finds the locals of these blocks.
   *
   * @param params get the first positions
   */
  Locals(List<Integer> params, List<Block> blocks) {
    params.forEach(this::define);
    blocks.forEach(this::visit);
  }

  int count() {
    return positions.size();
  }

  int position(int local) {
    return positions.get(local);
  }

  boolean isRead(int local) {
    return read.contains(local);
  }

  /** Locals that are read. */
  Set<Integer> readOnes() {
    return read;
  }

  private void define(int local) {
    positions.putIfAbsent(local, positions.size());
  }

  private void use(int local) {
    define(local);
    read.add(local);
  }

  private void use(Operand operand) {
    if (operand instanceof Operand.Local local) {
      use(local.index());
    }
  }

  private void visit(Block block) {
    block.statements().forEach(this::visit);
  }

  private void visit(Statement statement) {
    if (statement instanceof Statement.Blocks s) {
      s.blocks().forEach(this::visit);
    } else if (statement instanceof Statement.Scan s) {
      use(s.source());
      define(s.key());
      define(s.value());
      visit(s.block());
    } else if (statement instanceof Statement.Not s) {
      visit(s.block());
    } else if (statement instanceof Statement.With s) {
      use(s.local());
      use(s.value());
      visit(s.block());
    } else if (statement instanceof Statement.Call s) {
      s.arguments().forEach(this::use);
      define(s.result());
    } else if (statement instanceof Statement.CallDynamic s) {
      s.path().forEach(this::use);
      s.arguments().forEach(this::use);
      define(s.result());
    } else {
      visitSimple(statement);
    }
  }

  private void visitSimple(Statement statement) {
    if (statement instanceof Statement.Return s) {
      use(s.source());
    } else if (statement instanceof Statement.Dot s) {
      use(s.source());
      use(s.key());
      define(s.target());
    } else if (statement instanceof Statement.Length s) {
      use(s.source());
      define(s.target());
    } else if (statement instanceof Statement.Assign s) {
      use(s.source());
      define(s.target());
    } else if (statement instanceof Statement.AssignOnce s) {
      use(s.source());
      use(s.target());
    } else if (statement instanceof Statement.Reset s) {
      define(s.target());
    } else if (statement instanceof Statement.Make s) {
      define(s.target());
    } else if (statement instanceof Statement.Compare s) {
      use(s.a());
      use(s.b());
    } else if (statement instanceof Statement.IsKind s) {
      use(s.source());
    } else if (statement instanceof Statement.IsDefined s) {
      use(s.source());
    } else if (statement instanceof Statement.Result s) {
      use(s.value());
    } else {
      visitWrites(statement);
    }
  }

  private void visitWrites(Statement statement) {
    if (statement instanceof Statement.Append s) {
      use(s.value());
      use(s.array());
    } else if (statement instanceof Statement.Insert s) {
      use(s.key());
      use(s.value());
      use(s.object());
    } else if (statement instanceof Statement.Merge s) {
      use(s.a());
      use(s.b());
      define(s.target());
    } else if (statement instanceof Statement.Add s) {
      use(s.value());
      use(s.set());
    }
  }
}
