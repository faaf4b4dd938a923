package dev.portcullis.testprogram;

import com.pulumi.core.annotations.CustomType;
import java.util.List;

/** Result of getAvailabilityZones, and of functions that do not exist. */
@CustomType
public final class Zones {
  private List<String> names = List.of();

  private Zones() {}

  public List<String> names() {
    return names;
  }

  /** What the SDK fills in. */
  @CustomType.Builder
  public static final class Builder {
    private List<String> names = List.of();

    @CustomType.Setter("names")
    public Builder names(List<String> values) {
      names = values;
      return this;
    }

    public Zones build() {
      var zones = new Zones();
      zones.names = names;
      return zones;
    }
  }
}
