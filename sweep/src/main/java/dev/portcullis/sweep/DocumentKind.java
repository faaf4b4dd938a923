package dev.portcullis.sweep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.read.PreviewReader;
import dev.portcullis.graph.read.StateReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;

/** What a document is, told by the member that only this kind has. */
enum DocumentKind {
  GRAPH("resources"),
  PREVIEW("steps"),
  STATE("deployment");

  private static final JsonFactory JSON = new JsonFactory();

  private final String member;

  DocumentKind(String member) {
    this.member = member;
  }

  /** Lower-case name, as results and the options of {@code gate check} call it. */
  String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param name how errors call the document
   * @throws InputException if the document breaks the contract of its kind
   */
  ResourceGraph read(String name, byte[] content) {
    var stream = new ByteArrayInputStream(content);
    return switch (this) {
      case GRAPH -> GraphJson.read(name, stream);
      case PREVIEW -> PreviewReader.read(name, stream);
      case STATE -> StateReader.read(name, stream);
    };
  }

  /**
   * The kind of a document. Its top-level members are all looked at: one that could be two kinds is
   * neither.
   *
   * @param name how errors call the document
   * @throws InputException if it is of no kind, of more than one, or no JSON
   */
  static DocumentKind of(String name, byte[] content) {
    var kinds = EnumSet.noneOf(DocumentKind.class);
    try (var json = JSON.createParser(content)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw refused(name, "is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        for (var kind : values()) {
          if (kind.member.equals(json.currentName())) {
            kinds.add(kind);
          }
        }
        json.nextToken();
        json.skipChildren();
      }
    } catch (IOException broken) {
      if (kinds.isEmpty()) {
        // What is wrong with it, in words, with line and column.
        GRAPH.read(name, content);
        throw refused(name, "is no JSON document");
      }
    }
    if (kinds.size() != 1) {
      throw refused(
          name,
          kinds.isEmpty()
              ? "has neither resources, nor steps, nor deployment"
              : "could be more than one kind: " + kinds.toString().toLowerCase(Locale.ROOT));
    }
    return kinds.iterator().next();
  }

  private static InputException refused(String name, String problem) {
    return InputException.of(
        name,
        "",
        problem,
        "give a resource graph, the output of pulumi preview --json, or of pulumi stack export");
  }
}
