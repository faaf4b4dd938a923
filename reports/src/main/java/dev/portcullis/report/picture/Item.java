package dev.portcullis.report.picture;

import dev.portcullis.graph.Location;
import org.jspecify.annotations.Nullable;

/**
 * One resource, as the report shows it.
 *
 * @param index place in the list of all, which is sorted by URN
 * @param region null when not known
 * @param location null when not known
 */
public record Item(
    int index,
    String urn,
    String type,
    String name,
    @Nullable String region,
    @Nullable Location location,
    Standing standing) {

  /** Whether it stands for something in the cloud, and is no component, provider or stack. */
  public boolean drawn() {
    return type.startsWith("aws:");
  }
}
