package dev.portcullis.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Strict YAML: unknown members, duplicate keys and wrong types are errors that name file, line and
 * member.
 */
public final class Yaml {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Yaml() {}

  /** Reads a file of the user. */
  public static <T> T read(Path file, TypeReference<T> type) {
    var source = String.valueOf(file.getFileName());
    try (var in = Files.newInputStream(file)) {
      return read(source, in, type);
    } catch (NoSuchFileException e) {
      throw InputException.of(source, "", "no such file", "name an existing file", e);
    } catch (IOException e) {
      throw InputException.of(
          source, "", "cannot be read: " + e.getMessage(), "name a readable file", e);
    }
  }

  /** Reads a stream; {@code source} names it in errors. */
  public static <T> T read(String source, InputStream in, TypeReference<T> type)
      throws IOException {
    try {
      var value = YAML.readValue(in, type);
      if (value == null) {
        throw InputException.of(
            source, "", "the document is empty", "see docs/decision.md for the form");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw InputException.of(
          source,
          place(e),
          e.getOriginalMessage().lines().findFirst().orElse(""),
          "see docs/decision.md for the form",
          e);
    }
  }

  private static String place(JsonProcessingException e) {
    var line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return mapping.getPath().stream()
          .map(
              step ->
                  step.getFieldName() == null
                      ? String.valueOf(step.getIndex())
                      : step.getFieldName())
          .collect(Collectors.joining("/", "/", line.isEmpty() ? "" : " (" + line + ")"));
    }
    return line;
  }
}
