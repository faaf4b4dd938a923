package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** {@code walk}, and the walks over a graph that an object of neighbours describes. */
final class GraphBuiltins {
  private GraphBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "walk" -> (Fn1) GraphBuiltins::walk;
      case "graph.reachable" -> (Fn2) GraphBuiltins::reachable;
      case "graph.reachable_paths" -> (Fn2) GraphBuiltins::paths;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** All pairs of path and value, outer values first. */
  static Object walk(BuiltinContext context, Object a) {
    var pairs = new RegoArray(0);
    walk(context, new ArrayList<>(), a, pairs);
    return pairs;
  }

  private static void walk(
      BuiltinContext context, List<Object> path, Object value, RegoArray pairs) {
    context.charge(path.size() + 1L);
    pairs.append(RegoArray.of(RegoArray.of(path.toArray()), value));
    if (value instanceof RegoCollection collection) {
      for (var i = 0; i < collection.size(); i++) {
        path.add(collection.keyAt(i));
        walk(context, path, collection.valueAt(i), pairs);
        path.remove(path.size() - 1);
      }
    }
  }

  /** The nodes of the graph that can be reached; what is no key of the graph is none. */
  static Object reachable(BuiltinContext context, Object a, Object b) {
    var graph = Operands.object(a, 1);
    var initial = Operands.list(b, 2);
    var reached = new RegoSet();
    var queue = new ArrayDeque<>();
    enqueue(context, graph, initial, reached, queue);
    while (!queue.isEmpty()) {
      if (graph.get(queue.remove()) instanceof RegoCollection edges) {
        enqueue(context, graph, edges, reached, queue);
      }
    }
    return reached;
  }

  private static void enqueue(
      BuiltinContext context,
      RegoObject graph,
      RegoCollection nodes,
      RegoSet reached,
      ArrayDeque<Object> queue) {
    if (nodes instanceof RegoObject) {
      return;
    }
    context.charge(nodes.size());
    for (var i = 0; i < nodes.size(); i++) {
      var node = nodes.valueAt(i);
      if (graph.get(node) != null && reached.add(node)) {
        queue.add(node);
      }
    }
  }

  /**
   * Every path from the given nodes that ends where it cannot go on without a repetition. Like OPA,
   * it does not look for a repetition in the first step.
   */
  static Object paths(BuiltinContext context, Object a, Object b) {
    var graph = Operands.object(a, 1);
    var initial = Operands.list(b, 2);
    var paths = new Paths(context, graph, new RegoSet());
    for (var i = 0; i < initial.size(); i++) {
      var node = initial.valueAt(i);
      if (graph.get(node) != null) {
        paths.continued(node, new ArrayList<>(List.of(node)), Set.of());
      }
    }
    return paths.found;
  }

  private record Paths(BuiltinContext context, RegoObject graph, RegoSet found) {
    /** Goes on from the last node of a path. */
    void continued(Object node, List<Object> path, Collection<Object> passed) {
      var edges = graph.get(node);
      var count =
          edges instanceof RegoCollection list && !(edges instanceof RegoObject) ? list.size() : 0;
      if (count == 0) {
        add(path);
      }
      for (var i = 0; i < count; i++) {
        var neighbour = ((RegoCollection) edges).valueAt(i);
        if (passed.contains(neighbour) || graph.get(neighbour) == null) {
          add(path);
        } else {
          path.add(neighbour);
          continued(neighbour, path, path);
          path.remove(path.size() - 1);
        }
      }
    }

    private void add(List<Object> path) {
      context.charge(path.size());
      found.add(RegoArray.of(path.toArray()));
    }
  }
}
