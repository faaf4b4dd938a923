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

/**
 * Reads the document that {@code pulumi stack export} writes. Aliases are consumed by the update,
 * so it does not tell them. A resource that is pending deletion is no longer part of the graph.
 */
public final class StateReader {
  private static final String FIX = "give the output of pulumi stack export";

  private StateReader() {}

  /**
   * @throws InputException if the file is no exported stack
   */
  public static ResourceGraph read(Path file) {
    return Documents.read(file, StateReader::read);
  }

  /**
   * @param sourceName how errors call the document
   * @throws InputException if the document is no exported stack
   */
  public static ResourceGraph read(String sourceName, InputStream stream) {
    return read(sourceName, JsonDocuments.parse(sourceName, stream, GraphJson.maxBytes()));
  }

  /**
   * @param sourceName how errors call the document
   * @param parsed the document, as {@link JsonDocuments} gives it
   * @throws InputException if the document is no exported stack
   */
  public static ResourceGraph read(String sourceName, ObjectNode parsed) {
    var document = new Members(sourceName, "", parsed);
    var deployment = document.child("deployment");
    var resources = deployment == null ? null : deployment.elements("resources");
    if (deployment == null || resources == null) {
      throw document.missing("deployment", "the output of pulumi stack export");
    }
    var state = new PulumiState(sourceName, GraphSource.Kind.STATE);
    for (int i = 0; i < resources.size(); i++) {
      var pointer = "/deployment/resources/" + i;
      if (!(resources.get(i) instanceof ObjectNode object)) {
        var found = Members.describe(resources.get(i));
        throw InputException.of(sourceName, pointer, "expected an object, found " + found, FIX);
      }
      var resource = new Members(sourceName, pointer, object);
      if (!Boolean.TRUE.equals(resource.flag("delete"))) {
        state.add(resource);
      }
    }
    return state.graph(null);
  }
}
