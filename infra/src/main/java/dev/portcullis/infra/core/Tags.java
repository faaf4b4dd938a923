package dev.portcullis.infra.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mandatory tags of a system, set explicitly on every taggable resource and as default tags of
 * the provider: default tags alone do not reach auto scaling groups, launch templates and replicas.
 *
 * @param common key to value, sorted
 */
public record Tags(Map<String, String> common) {

  public Tags {
    common = Collections.unmodifiableMap(new TreeMap<>(common));
  }

  /** The common tags and the {@code Name} the console shows. */
  public Map<String, String> named(String name) {
    var all = new TreeMap<>(common);
    all.put("Name", name);
    return all;
  }

  /** The common tags and one more. */
  public Tags with(String key, String value) {
    var all = new TreeMap<>(common);
    all.put(key, value);
    return new Tags(all);
  }
}
