package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.plan.ir.Operand;
import dev.portcullis.policy.plan.ir.Policy;
import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Policy.Function;
import dev.portcullis.policy.plan.ir.Statement;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which functions can never see the input, nor anything else that changes from one evaluation to
 * the next: they read data only, so their values hold for every evaluation over that data.
 */
final class Purity {
  /** Answers differ between evaluations over the same input and data. */
  private static final Set<String> VOLATILE =
      Set.of("time.now_ns", "rand.intn", "uuid.rfc4122", "opa.runtime", "http.send");

  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Set<String>> callers = new HashMap<>();
  private final Set<String> impure = new HashSet<>();

  Purity(Policy policy) {
    policy.functions().forEach(function -> functions.put(function.name(), function));
    policy.functions().forEach(function -> visit(function, function.blocks()));
    var open = new ArrayDeque<>(impure);
    while (!open.isEmpty()) {
      for (var caller : callers.getOrDefault(open.pop(), Set.of())) {
        if (impure.add(caller)) {
          open.push(caller);
        }
      }
    }
  }

  /** Whether the function depends on data only. */
  boolean constant(Function function) {
    return function.constant() && !impure.contains(function.name());
  }

  private void visit(Function function, List<Block> blocks) {
    for (var block : blocks) {
      for (var statement : block.statements()) {
        visit(function, statement);
      }
    }
  }

  private void visit(Function function, Statement statement) {
    if (statement instanceof Statement.Blocks s) {
      visit(function, s.blocks());
    } else if (statement instanceof Statement.Scan s) {
      visit(function, List.of(s.block()));
      mark(function, s.source());
    } else if (statement instanceof Statement.Not s) {
      visit(function, List.of(s.block()));
    } else if (statement instanceof Statement.Call s) {
      call(function, s);
    } else if (statement instanceof Statement.CallDynamic || statement instanceof Statement.With) {
      // Whom it calls, and with what, is known when it runs.
      impure.add(function.name());
    } else {
      new Locals(List.of(), List.of(new Block(List.of(statement))))
          .readOnes()
          .forEach(local -> mark(function, local));
    }
  }

  private void call(Function function, Statement.Call call) {
    var called = functions.get(call.function());
    if (called == null) {
      if (VOLATILE.contains(call.function())) {
        impure.add(function.name());
      }
    } else {
      callers.computeIfAbsent(called.name(), n -> new HashSet<>()).add(function.name());
    }
    // The first argument of a function of the policy is the input, handed on and not looked at.
    call.arguments().stream()
        .skip(called == null ? 0 : 1)
        .forEach(
            argument -> {
              if (argument instanceof Operand.Local local) {
                mark(function, local.index());
              }
            });
  }

  private void mark(Function function, int local) {
    if (local == function.params().get(0)) {
      impure.add(function.name());
    }
  }
}
