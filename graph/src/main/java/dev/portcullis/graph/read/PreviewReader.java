package dev.portcullis.graph.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.JsonDocuments;
import dev.portcullis.graph.Members;
import dev.portcullis.graph.ResourceGraph;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the document that {@code pulumi preview --json} writes. It does not tell
 * deleteBeforeReplace, aliases, outputs of components or stack outputs; a preview of a Java program
 * also lacks the edges that lead through unknown outputs.
 */
public final class PreviewReader {
  /** Steps whose resource is not there after the update. */
  private static final Set<String> REMOVALS =
      Set.of("delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace");

  private PreviewReader() {}

  /**
   * @throws InputException if the file is no preview
   */
  public static ResourceGraph read(Path file) {
    return Documents.read(file, PreviewReader::read);
  }

  /**
   * @param sourceName how errors call the document
   * @throws InputException if the document is no preview
   */
  public static ResourceGraph read(String sourceName, InputStream stream) {
    return read(sourceName, JsonDocuments.parse(sourceName, stream, GraphJson.maxBytes()));
  }

  /**
   * @param sourceName how errors call the document
   * @param parsed the document, as {@link JsonDocuments} gives it
   * @throws InputException if the document is no preview
   */
  public static ResourceGraph read(String sourceName, ObjectNode parsed) {
    var document = new Members(sourceName, "", parsed);
    var steps = document.elements("steps");
    if (steps == null) {
      throw document.missing("steps", "the output of pulumi preview --json");
    }
    var states = new TreeMap<String, Members>();
    for (int i = 0; i < steps.size(); i++) {
      if (!(steps.get(i) instanceof ObjectNode object)) {
        throw InputException.of(
            sourceName,
            "/steps/" + i,
            "expected an object, found " + Members.describe(steps.get(i)),
            "give the output of pulumi preview --json");
      }
      add(states, new Members(sourceName, "/steps/" + i, object));
    }
    var state = new PulumiState(sourceName, GraphSource.Kind.PREVIEW);
    states.values().forEach(state::add);
    return state.graph(config(document));
  }

  private static void add(Map<String, Members> states, Members step) {
    if (REMOVALS.contains(step.text("op"))) {
      return;
    }
    var state = step.child("newState");
    if (state == null) {
      state = step.child("oldState");
    }
    if (state == null) {
      throw step.missing("newState", "the state of the resource after the update");
    }
    // A replacement has several steps for one URN, all with the same new state.
    states.put(state.text("urn"), state);
  }

  /** Configuration without what the CLI hides. */
  private static @Nullable Map<String, String> config(Members document) {
    var config = document.textMap("config");
    if (config != null) {
      config.values().removeIf("[secret]"::equals);
    }
    return config;
  }
}
