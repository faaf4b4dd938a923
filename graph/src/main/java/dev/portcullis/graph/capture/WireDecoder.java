package dev.portcullis.graph.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.portcullis.graph.CanonicalJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.capture.synth.Wire;
import java.util.Map;
import java.util.TreeMap;

/** Pulumi's wire values to the values of the graph, with its markers. */
final class WireDecoder {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String source;
  private final String urn;
  private final AssetDigests assets;

  /**
   * @param source how errors call the program
   * @param urn the resource whose properties are decoded
   */
  WireDecoder(String source, String urn, AssetDigests assets) {
    this.source = source;
    this.urn = urn;
    this.assets = assets;
  }

  /** The properties of one resource, nulls dropped as the engine drops them. */
  ObjectNode decode(String place, Map<String, Value> properties) {
    var json = JSON.objectNode();
    new TreeMap<>(properties)
        .forEach(
            (name, value) -> {
              if (!value.hasNullValue()) {
                json.set(name, decode(place + "/" + name, value));
              }
            });
    return json;
  }

  private JsonNode decode(String place, Value value) {
    return switch (value.getKindCase()) {
      case STRUCT_VALUE -> decode(place, value, value.getStructValue());
      case LIST_VALUE -> {
        var list = JSON.arrayNode();
        for (var element : value.getListValue().getValuesList()) {
          list.add(decode(place + "/" + list.size(), element));
        }
        yield list;
      }
      case STRING_VALUE ->
          Wire.isUnknown(value.getStringValue())
              ? unknown()
              : JSON.textNode(value.getStringValue());
      case NUMBER_VALUE -> number(place, value.getNumberValue());
      case BOOL_VALUE -> JSON.booleanNode(value.getBoolValue());
      case NULL_VALUE, KIND_NOT_SET -> JSON.nullNode();
    };
  }

  private JsonNode decode(String place, Value value, Struct struct) {
    var signature = Wire.signature(value);
    if (signature == null) {
      return decode(place, struct.getFieldsMap());
    }
    return switch (signature) {
      case Wire.SECRET -> secret(place, struct.getFieldsOrDefault("value", Wire.unknown()));
      case Wire.OUTPUT -> output(place, struct);
      case Wire.ASSET, Wire.ARCHIVE -> assets.digest(urn + " " + place, value);
      case Wire.RESOURCE_REFERENCE -> reference(struct);
      default ->
          throw InputException.of(
              source,
              urn + " " + place,
              "a value of the unknown kind " + signature,
              "use a Pulumi SDK that this version of the gate knows");
    };
  }

  /**
   * The salt is the place, so that a capture is repeatable and equal secrets in different places
   * look different; whoever has the graph can still try out guesses.
   */
  private ObjectNode secret(String place, Value inner) {
    var json = JSON.objectNode().put("$secret", true);
    var plain = decode(place, Wire.plain(inner));
    if (Wire.plain(inner).hasStringValue() && Wire.isUnknown(Wire.plain(inner).getStringValue())) {
      return json.put("$unknown", true);
    }
    var content = JSON.arrayNode().add("portcullis-secret-v1").add(urn).add(place).add(plain);
    return json.put("commitment", CanonicalJson.sha256(content));
  }

  private JsonNode output(String place, Struct struct) {
    var inner = struct.getFieldsOrDefault("value", Wire.unknown());
    return struct.getFieldsOrDefault("secret", Value.getDefaultInstance()).getBoolValue()
        ? secret(place, inner)
        : decode(place, inner);
  }

  private static JsonNode reference(Struct struct) {
    var id = struct.getFieldsMap().get("id");
    if (id == null) {
      return JSON.textNode(struct.getFieldsOrThrow("urn").getStringValue());
    }
    var text = Wire.textOf(id);
    return text == null || text.isEmpty() ? unknown() : JSON.textNode(text);
  }

  private JsonNode number(String place, double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw InputException.of(
          source, urn + " " + place, "the number is " + number, "give a finite number");
    }
    return CanonicalJson.number(number);
  }

  private static ObjectNode unknown() {
    return JSON.objectNode().put("$unknown", true);
  }
}
