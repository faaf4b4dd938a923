package dev.portcullis.infra.core;

import java.util.regex.Pattern;

/**
 * An AWS region.
 *
 * @param id AWS's identifier, e.g. {@code us-east-1}
 */
public record Region(String id) {
  private static final Pattern ID = Pattern.compile("([a-z]{2})(?:-gov)?-([a-z]+)-(\\d)");

  public Region {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "region: not an AWS region id, got \"" + id + "\"; expected a form such as us-east-1");
    }
  }

  /** Short code for names: {@code us-east-1} is {@code use1}, {@code us-west-2} is {@code usw2}. */
  public String code() {
    var parts = id.split("-", -1);
    var code = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length - 1; i++) {
      code.append(parts[i].charAt(0));
    }
    return code.append(parts[parts.length - 1]).toString();
  }

  /**
   * The availability zone with that letter.
   *
   * @param index 0 for {@code a}
   */
  public String zone(int index) {
    return id + (char) ('a' + index);
  }
}
