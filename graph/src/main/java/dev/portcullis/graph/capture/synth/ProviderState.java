package dev.portcullis.graph.capture.synth;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider adds to the resources it creates.
 *
 * @param region null when it is not known
 * @param defaultTags tags of every taggable resource, a wire object; null when the provider has
 *     none
 */
public record ProviderState(@Nullable String region, @Nullable Value defaultTags) {

  /** The provider of the environment: its region is the configured one, if any. */
  public static ProviderState ambient(@Nullable String region) {
    return new ProviderState(region, null);
  }

  /** An explicit provider by its inputs. */
  public static ProviderState of(Struct inputs) {
    return new ProviderState(
        Wire.textOf(inputs.getFieldsMap().get("region")), defaultTags(inputs.getFieldsMap()));
  }

  /** Providers take anything but texts as JSON texts. */
  private static @Nullable Value defaultTags(Map<String, Value> inputs) {
    var value = inputs.get("defaultTags");
    if (value == null) {
      return null;
    }
    var plain = Wire.plain(value);
    var text = Wire.textOf(plain);
    if (text != null) {
      plain = Value.newBuilder().setStructValue(parse(text)).build();
    }
    if (!plain.hasStructValue()) {
      return Wire.unknown();
    }
    var tags = plain.getStructValue().getFieldsMap().get("tags");
    return tags != null && Wire.isSecret(value) ? Wire.secret(tags) : tags;
  }

  private static Struct parse(String json) {
    var struct = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(json, struct);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the SDK sends defaultTags as a JSON object", e);
    }
    return struct.build();
  }
}
