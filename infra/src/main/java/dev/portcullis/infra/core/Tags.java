package dev.portcullis.infra.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The mandatory tags of a region, set explicitly on every taggable resource and as default tags of
 * the provider: default tags alone do not reach auto scaling groups, launch templates and replicas.
 *
 * <p>Resources of services without regions (IAM, Route 53, Global Accelerator) belong to no region:
 * whichever provider makes them, they carry the tags of {@code global} (requirements K-05).
 *
 * @param common key to value, sorted
 * @param global what resources of global services carry instead, sorted
 */
public record Tags(Map<String, String> common, Map<String, String> global) {

  public Tags {
    common = sorted(common);
    global = sorted(global);
  }

  /** The same tags for regional and global resources. */
  public Tags(Map<String, String> common) {
    this(common, common);
  }

  /**
   * Tags that say where a resource stands. Those of global services count to the primary region and
   * are marked {@code Scope = global}.
   *
   * @param everywhere what is the same in both regions
   * @param where what the region decides, such as {@code Region} and {@code DR-Role}
   * @param here region of the tags
   * @param primary the system's primary region
   */
  public static Tags located(
      Map<String, String> everywhere,
      Function<Region, Map<String, String>> where,
      Region here,
      Region primary) {
    var common = new TreeMap<>(everywhere);
    common.putAll(where.apply(here));
    var global = new TreeMap<>(everywhere);
    global.putAll(where.apply(primary));
    global.put("Scope", "global");
    return new Tags(common, global);
  }

  /** The tags of a regional resource and the {@code Name} the console shows. */
  public Map<String, String> named(String name) {
    return withName(common, name);
  }

  /** The tags of a resource of a global service, and its {@code Name}. */
  public Map<String, String> globalNamed(String name) {
    return withName(global, name);
  }

  private static Map<String, String> withName(Map<String, String> tags, String name) {
    var all = new TreeMap<>(tags);
    all.put("Name", name);
    return all;
  }

  private static Map<String, String> sorted(Map<String, String> tags) {
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
