package dev.portcullis.graph.capture.synth;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The special values of Pulumi's wire format. */
public final class Wire {

  /** The member that says which special value an object is. */
  public static final String SIGNATURE = "4dabf18193072939515e22adb298388d";

  public static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
  public static final String ASSET = "c44067f5952c0a294b673a41bacd8c17";
  public static final String ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
  public static final String RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
  public static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

  /** The text that stands for a value nobody knows yet. */
  public static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  /** The same for the other types of the engine. */
  private static final Set<String> UNKNOWNS =
      Set.of(
          UNKNOWN,
          "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
          "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
          "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
          "030794c1-ac77-496b-92df-f27374a8bd58",
          "e48ece36-62e2-4504-bad9-02848725956a",
          "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

  private static final Value UNKNOWN_VALUE = text(UNKNOWN);

  private Wire() {}

  public static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  /** The value that keeps every edge and is not known. */
  public static Value unknown() {
    return UNKNOWN_VALUE;
  }

  public static boolean isUnknown(String text) {
    return UNKNOWNS.contains(text);
  }

  /** The value marked as secret; a secret stays as it is. */
  public static Value secret(Value value) {
    if (SECRET.equals(signature(value))) {
      return value;
    }
    var struct = Struct.newBuilder().putFields(SIGNATURE, text(SECRET)).putFields("value", value);
    return Value.newBuilder().setStructValue(struct).build();
  }

  public static boolean isSecret(@Nullable Value value) {
    return value != null && SECRET.equals(signature(value));
  }

  /** The value inside a secret or output value, or the value itself. */
  public static Value plain(Value value) {
    var signature = signature(value);
    if (SECRET.equals(signature) || OUTPUT.equals(signature)) {
      return plain(value.getStructValue().getFieldsOrDefault("value", UNKNOWN_VALUE));
    }
    return value;
  }

  /** The known, plain text of a value, or null. */
  public static @Nullable String textOf(@Nullable Value value) {
    if (value == null) {
      return null;
    }
    var plain = plain(value);
    return plain.hasStringValue() && !isUnknown(plain.getStringValue())
        ? plain.getStringValue()
        : null;
  }

  /** Which special value this is, or null. */
  public static @Nullable String signature(Value value) {
    if (!value.hasStructValue()) {
      return null;
    }
    var signature = value.getStructValue().getFieldsMap().get(SIGNATURE);
    return signature == null ? null : signature.getStringValue();
  }
}
