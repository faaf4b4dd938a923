package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The schemas that others publish for the formats, and a check against them. */
final class OfficialSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, JsonSchema> BY_FORMAT =
      Map.of(
          "json",
              schema(
                  "/dev/portcullis/policy/decision/decision.schema.json",
                  SpecVersion.VersionFlag.V202012),
          "sarif", schema("/schema/sarif-schema-2.1.0.json", SpecVersion.VersionFlag.V7),
          "oscal-ar", schema("/schema/json/oscal-ar_schema.json", SpecVersion.VersionFlag.V7),
          "oscal-cd",
              schema(
                  "/schema/json/oscal-component-definition_schema.json",
                  SpecVersion.VersionFlag.V7));

  private OfficialSchemas() {}

  static Iterable<String> formats() {
    return BY_FORMAT.keySet();
  }

  static void check(String format, byte[] document) {
    try {
      var errors =
          BY_FORMAT
              .get(format)
              .validate(
                  JSON.readTree(document),
                  context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
      assertThat(errors).as("%s against its schema", format).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonSchema schema(String resource, SpecVersion.VersionFlag version) {
    try (var in = OfficialSchemas.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return JsonSchemaFactory.getInstance(version).getSchema(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
