package dev.portcullis.cli;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside a decision under the name of its graph: {@code graph.json}, or {@code
 * NAME.graph.json} beside {@code NAME.decision.json}.
 *
 * @param graph null when there is none, or only others
 * @param others whether there are graphs of other decisions
 */
record GraphBeside(@Nullable ResourceGraph graph, boolean others) {
  private static final String NAME = "graph.json";

  /**
   * Looks for it.
   *
   * @param name how errors call the decision; the graph lies beside it
   * @param digest of the graph that was decided about
   * @throws InputException if a file of that name cannot be read
   */
  static GraphBeside of(Path decision, String name, String digest) {
    boolean others = false;
    var folder = name.substring(0, name.lastIndexOf('/') + 1);
    for (var beside : names(String.valueOf(decision.getFileName()))) {
      var file = decision.resolveSibling(beside);
      if (Files.isRegularFile(file)) {
        var graph = read(file, folder + beside);
        if (GraphJson.digest(graph).equals(digest)) {
          return new GraphBeside(graph, false);
        }
        others = true;
      }
    }
    return new GraphBeside(null, others);
  }

  private static ResourceGraph read(Path file, String name) {
    try (var in = Files.newInputStream(file)) {
      return GraphJson.read(name, in);
    } catch (IOException e) {
      var problem = "cannot be read: " + e.getClass().getSimpleName();
      throw InputException.of(name, "", problem, "make it readable, or take it away", e);
    }
  }

  private static Iterable<String> names(String decision) {
    var names = new LinkedHashSet<String>();
    if (decision.endsWith(DecisionFolder.NAME)) {
      names.add(decision.substring(0, decision.length() - DecisionFolder.NAME.length()) + NAME);
    }
    names.add(NAME);
    return names;
  }
}
