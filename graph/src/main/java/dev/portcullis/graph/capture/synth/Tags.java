package dev.portcullis.graph.capture.synth;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import org.jspecify.annotations.Nullable;

/** The tags a resource ends up with. */
final class Tags {
  private Tags() {}

  /** The provider's default tags overlaid by the resource's own; unknown or secret if a part is. */
  static Value merge(@Nullable Value defaults, @Nullable Value own) {
    var merged = Struct.newBuilder();
    boolean secret = false;
    for (var part : new @Nullable Value[] {defaults, own}) {
      if (part == null || part.hasNullValue()) {
        continue;
      }
      secret |= Wire.isSecret(part);
      var plain = Wire.plain(part);
      if (!plain.hasStructValue()) {
        return secret ? Wire.secret(Wire.unknown()) : Wire.unknown();
      }
      merged.putAllFields(plain.getStructValue().getFieldsMap());
    }
    var value = Value.newBuilder().setStructValue(merged).build();
    return secret ? Wire.secret(value) : value;
  }
}
