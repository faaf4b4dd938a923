package dev.portcullis.policy.plan;

import dev.portcullis.policy.plan.ir.Operand;
import dev.portcullis.policy.plan.ir.Policy;
import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Policy.Entrypoint;
import dev.portcullis.policy.plan.ir.Policy.Function;
import dev.portcullis.policy.plan.ir.Policy.Place;
import dev.portcullis.policy.plan.ir.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Plans made by hand: one entrypoint, {@code main}, whose result is the value of one rule. */
final class Plans {
  /** Local that holds the value of the rule. */
  static final int RESULT = 2;

  private Plans() {}

  static Place row(int row) {
    return new Place(0, row);
  }

  static Operand local(int index) {
    return new Operand.Local(index);
  }

  static Operand constant(Object value) {
    return new Operand.Constant(value);
  }

  static Block block(Statement... statements) {
    return new Block(List.of(statements));
  }

  /** A rule of these blocks, which leave its value in {@link #RESULT}. */
  static Policy rule(Block... blocks) {
    return rule(List.of(blocks));
  }

  static Policy rule(List<Block> blocks) {
    var all = new ArrayList<>(blocks);
    all.add(block(new Statement.Return(row(0), RESULT)));
    var rule =
        new Function(
            "g0.data.rules.rule", List.of("g0", "rules", "rule"), List.of(0, 1), RESULT, all);
    return policy(List.of(rule));
  }

  static Policy policy(List<Function> functions) {
    var main =
        block(
            new Statement.Call(row(0), "g0.data.rules.rule", List.of(local(0), local(1)), 2),
            new Statement.Result(row(0), 2));
    return new Policy(
        List.of("rule.rego"), List.of(), List.of(new Entrypoint("main", List.of(main))), functions);
  }

  /** The same policy with so many statements before each block that it is cut into methods. */
  static Policy padded(Policy policy) {
    var functions =
        policy.functions().stream()
            .map(
                f ->
                    new Function(
                        f.name(),
                        f.path(),
                        f.params(),
                        f.result(),
                        f.blocks().stream().map(Plans::padded).toList()))
            .toList();
    return new Policy(policy.files(), policy.builtins(), policy.entrypoints(), functions);
  }

  private static Block padded(Block block) {
    var statements = new ArrayList<Statement>();
    IntStream.range(0, 400)
        .forEach(i -> statements.add(new Statement.Assign(row(0), constant(1L), 9)));
    block.statements().forEach(s -> statements.add(padded(s)));
    return new Block(statements);
  }

  private static Statement padded(Statement statement) {
    if (statement instanceof Statement.Blocks s) {
      return new Statement.Blocks(s.place(), s.blocks().stream().map(Plans::padded).toList());
    }
    if (statement instanceof Statement.Scan s) {
      return new Statement.Scan(s.place(), s.source(), s.key(), s.value(), padded(s.block()));
    }
    if (statement instanceof Statement.Not s) {
      return new Statement.Not(s.place(), padded(s.block()));
    }
    if (statement instanceof Statement.With s) {
      return new Statement.With(s.place(), s.local(), s.path(), s.value(), padded(s.block()));
    }
    return statement;
  }
}
