package dev.portcullis.sweep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.read.PreviewReader;
import dev.portcullis.graph.read.StateReader;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
  ResourceGraph read(String name, ObjectNode document) {
    return switch (this) {
      case GRAPH -> GraphJson.read(name, document);
      case PREVIEW -> PreviewReader.read(name, document);
      case STATE -> StateReader.read(name, document);
    };
  }

  /**
   * The kind of a document: one that could be two kinds is neither.
   *
   * @param name how errors call the document
   * @throws InputException if it is of no kind, or of more than one
   */
  static DocumentKind of(String name, ObjectNode document) {
    var kinds = EnumSet.allOf(DocumentKind.class);
    kinds.removeIf(kind -> !document.has(kind.member));
    if (kinds.size() != 1) {
      throw refused(
          name,
          kinds.isEmpty()
              ? "has neither resources, nor steps, nor deployment"
              : "could be more than one kind: " + kinds.toString().toLowerCase(Locale.ROOT));
    }
    return kinds.iterator().next();
  }

  /** What a document that is no JSON was meant to be, as far as it can be read; null if untold. */
  static @Nullable DocumentKind ofBroken(byte[] content) {
    var kinds = EnumSet.noneOf(DocumentKind.class);
    try (var json = JSON.createParser(content)) {
      json.nextToken();
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
      // As expected.
    }
    return kinds.size() == 1 ? kinds.iterator().next() : null;
  }

  private static InputException refused(String name, String problem) {
    return InputException.of(
        name,
        "",
        problem,
        "give a resource graph, the output of pulumi preview --json, or of pulumi stack export");
  }
}
