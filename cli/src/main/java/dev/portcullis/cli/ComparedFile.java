package dev.portcullis.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is compared. It is read once, because what comes out of a pipe ({@code gate diff
 * <(git show …) …}) is there once only.
 */
final class ComparedFile {
  /** What a file is, by the members only the one or the other has. */
  enum Kind {
    DECISION("decision"),
    GRAPH("graph");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final String name;
  private final byte[] content;

  private ComparedFile(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Reads a file, one byte more than is allowed at most: who parses it refuses it then.
   *
   * @throws InputException if it cannot be read
   */
  static ComparedFile read(Path file) {
    var name = String.valueOf(file.getFileName());
    try (var in = Files.newInputStream(file)) {
      var limit = Math.min(Integer.MAX_VALUE - 8, GraphJson.maxBytes() + 1);
      return new ComparedFile(name, in.readNBytes((int) limit));
    } catch (IOException e) {
      throw InputException.of(
          name,
          "",
          "cannot be read: " + e.getClass().getSimpleName(),
          "name a decision.json or graph.json that gate check wrote",
          e);
    }
  }

  /** How errors call it. */
  String name() {
    return name;
  }

  Decision decision() {
    return DecisionDocument.of(name, content).decision();
  }

  ResourceGraph graph() {
    return GraphJson.read(name, new ByteArrayInputStream(content));
  }

  /** What it claims to be; of what is neither, the reader of decisions says what is wrong. */
  Kind kind() {
    try (var json = new JsonFactory().createParser(content)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Kind.DECISION;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case "resources" -> {
            return Kind.GRAPH;
          }
          case "decision", "findings", "rules" -> {
            return Kind.DECISION;
          }
          default -> {
            json.nextToken();
            json.skipChildren();
          }
        }
      }
      return Kind.DECISION;
    } catch (IOException unreadable) {
      return Kind.DECISION;
    }
  }
}
