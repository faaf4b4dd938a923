package dev.portcullis.policy.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * The JSON form of a decision. Deterministic; everything but ASCII is escaped, so that no text in
 * it can steer a terminal or an editor.
 */
public final class DecisionJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          // What a later gate says besides; DecisionDocument keeps it.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new AsText<>(Instant::toString))
                  .addDeserializer(Instant.class, new FromText())
                  .addSerializer(
                      GraphSource.Kind.class, new AsText<>(k -> k.name().toLowerCase(Locale.ROOT))))
          .build();

  private static final ObjectWriter WRITER = writer();

  private DecisionJson() {}

  /** The document, UTF-8, ending in a line break. */
  public static byte[] write(Decision decision) {
    var out = new ByteArrayOutputStream();
    try {
      write(decision, out);
    } catch (IOException e) {
      throw new IllegalStateException("a decision is always writable", e);
    }
    return out.toByteArray();
  }

  /** As {@link #write(Decision)}, into a stream, which stays open: a document may be large. */
  public static void write(Decision decision, OutputStream out) throws IOException {
    WRITER.writeValue(out, decision);
    out.write('\n');
  }

  /**
   * Reads a decision that was written here, or by a later gate with the same schema version.
   *
   * @throws InputException if it is not such a document, or contradicts itself
   */
  public static Decision read(Path file) {
    return DecisionDocument.read(file).decision();
  }

  /** The model of a document that is as its schema says. */
  static Decision decision(JsonNode document) throws JsonProcessingException {
    return JSON.treeToValue(document, Decision.class);
  }

  /** The bytes of a document with its members in the order they have. */
  static byte[] write(JsonNode document) {
    try {
      return (WRITER.writeValueAsString(document) + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  /** A value on one line of ASCII, for messages. */
  static String shown(JsonNode value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  /** Somebody else's text on one line of ASCII, in quotes. */
  static String quoted(String text) {
    return shown(TextNode.valueOf(text));
  }

  /** The document as it stands, members in their order. */
  static JsonNode tree(byte[] document) throws IOException {
    return JSON.readTree(document);
  }

  private static ObjectWriter writer() {
    var indenter = new DefaultIndenter("  ", "\n");
    return JSON.writer()
        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .with(new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
  }

  private static final class AsText<T> extends JsonSerializer<T> {
    private final java.util.function.Function<T, String> text;

    AsText(java.util.function.Function<T, String> text) {
      this.text = text;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(text.apply(value));
    }
  }

  private static final class FromText extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      try {
        return Instant.parse(json.getText());
      } catch (DateTimeParseException e) {
        throw context.weirdStringException(json.getText(), Instant.class, "no such instant");
      }
    }
  }
}
