package dev.portcullis.lambda.rotation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A secret as Secrets Manager keeps it, by its documented rules: a stage is on one version at a
 * time, a version without a stage is not described, a version that has a value keeps it.
 */
final class MemorySecret implements SecretVersions {
  private final Map<String, String> versionAt = new LinkedHashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private int begun;
  boolean rotating = true;

  MemorySecret(String value) {
    values.put("v0", value);
    versionAt.put(CURRENT, "v0");
  }

  static String value(String username, String password) {
    return "{\"engine\":\"postgres\",\"username\":\"%s\",\"password\":\"%s\",\"port\":5432,\"x\":{\"y\":[1]}}"
        .formatted(username, password);
  }

  /** A rotation begins, unless one is under way; gives the version that is to be in use. */
  String begin() {
    var pending = versionAt.get(PENDING);
    if (pending != null && !pending.equals(versionAt.get(CURRENT))) {
      return pending;
    }
    begun++;
    versionAt.put(PENDING, "v" + begun);
    return "v" + begun;
  }

  /** Somebody takes a stage away. */
  void remove(String stage) {
    versionAt.remove(stage);
  }

  /** Somebody stores a value by hand. */
  void put(String stage, String version, String value) {
    versionAt.put(stage, version);
    values.put(version, value);
  }

  Optional<String> versionAt(String stage) {
    return Optional.ofNullable(versionAt.get(stage));
  }

  Map<String, String> values() {
    return values;
  }

  @Override
  public Description describe() {
    var stages = new LinkedHashMap<String, Set<String>>();
    versionAt.forEach(
        (stage, version) -> stages.computeIfAbsent(version, any -> new HashSet<>()).add(stage));
    return new Description(rotating, stages);
  }

  @Override
  public Optional<String> at(String stage) {
    return versionAt(stage).map(values::get);
  }

  @Override
  public Optional<String> at(String stage, String version) {
    return versionAt(stage).filter(version::equals).map(values::get);
  }

  @Override
  public void putPending(String version, String value) {
    values.putIfAbsent(version, value);
    versionAt.put(PENDING, version);
  }

  @Override
  public void makeCurrent(String version, Optional<String> insteadOf) {
    if (!insteadOf.equals(versionAt(CURRENT))) {
      throw new IllegalStateException("InvalidParameterException: the stage is elsewhere");
    }
    insteadOf.ifPresent(before -> versionAt.put(PREVIOUS, before));
    versionAt.put(CURRENT, version);
  }
}
