package dev.portcullis.policy.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * The JSON form of a decision. Deterministic; everything but ASCII is escaped, so that no text in
 * it can steer a terminal or an editor.
 */
public final class DecisionJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
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

  /** Reads a decision that was written here. */
  public static Decision read(Path file) {
    var source = String.valueOf(file.getFileName());
    try {
      var decision = JSON.readValue(Files.readAllBytes(file), Decision.class);
      if (!Decision.SCHEMA_VERSION.equals(decision.schemaVersion())) {
        throw InputException.of(
            source,
            "/schemaVersion",
            "version " + decision.schemaVersion(),
            "this gate reads version " + Decision.SCHEMA_VERSION);
      }
      return decision;
    } catch (JsonProcessingException e) {
      throw InputException.of(
          source, "", e.getOriginalMessage(), "name a decision.json that gate check wrote", e);
    } catch (IOException e) {
      throw InputException.of(
          source,
          "",
          "cannot be read: " + e.getMessage(),
          "name a decision.json that gate check wrote",
          e);
    }
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
      return Instant.parse(json.getText());
    }
  }
}
