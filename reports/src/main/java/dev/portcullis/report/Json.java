package dev.portcullis.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * JSON documents of reports: ASCII, indented, the same bytes on every machine. What holds no other
 * object or list stands on one line: a document of many small things is half as long, and easier to
 * read.
 */
final class Json {
  private static final ObjectWriter LINE =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();
  private static final String STEP = "  ";

  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /** The document, UTF-8, ending in a line break. */
  static byte[] bytes(JsonNode document) {
    var json = new Json();
    json.write(document, "\n");
    return json.out.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void write(JsonNode node, String lineBreak) {
    if (isLine(node)) {
      out.append(line(node));
    } else if (node.isArray()) {
      block("[", node.elements(), e -> write(e, lineBreak + STEP), lineBreak, "]");
    } else {
      block(
          "{",
          node.fields(),
          member -> {
            out.append(line(TextNode.valueOf(member.getKey()))).append(": ");
            write(member.getValue(), lineBreak + STEP);
          },
          lineBreak,
          "}");
    }
  }

  private <T> void block(
      String start, Iterator<T> items, Consumer<T> item, String lineBreak, String end) {
    out.append(start);
    while (items.hasNext()) {
      out.append(lineBreak).append(STEP);
      item.accept(items.next());
      out.append(items.hasNext() ? "," : "");
    }
    out.append(lineBreak).append(end);
  }

  private static boolean isLine(JsonNode node) {
    for (var child : node) {
      if (child.isContainerNode()) {
        return false;
      }
    }
    return true;
  }

  private static String line(JsonNode node) {
    try {
      return LINE.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes is always writable", e);
    }
  }
}
