package dev.portcullis.graph.capture.synth;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ids and ARNs in the format of the import example that the provider's documentation shows for a
 * type. Only the format is taken: account, region, name and every digit are those of the resource.
 */
final class ImportExample {
  private static final Pattern SEPARATOR = Pattern.compile("[/:,|#]");
  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-zA-Z]{8}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{4}-[0-9a-zA-Z]{8,}");
  private static final Pattern PREFIXED = Pattern.compile("([a-z]+(?:-[a-z]+)*-)[0-9a-fA-FxX]{8,}");
  private static final Pattern HEX = Pattern.compile("(?=.*[0-9])[0-9a-f]{10,64}");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{10,13}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-gov)?-[a-z]+-[0-9]");
  private static final Pattern ZONE = Pattern.compile("Z[0-9A-Z]{10,20}");
  private static final Pattern KIND = Pattern.compile("[a-z][a-z-]*");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+");

  private final Evaluation resource;
  private final String nameOfResource;

  ImportExample(Evaluation resource) {
    this.resource = resource;
    this.nameOfResource = name(resource);
  }

  /** An id in the format of the example; a name where the example tells nothing better. */
  Value id(String example) {
    var clean = example.replaceAll("[\"'<>]", "");
    if (clean.startsWith("arn:")) {
      var arn = arn(clean);
      return arn == null ? Value.of(nameOfResource) : arn;
    }
    if (clean.isEmpty() || clean.contains("arn:") || clean.contains("://")) {
      return Value.of(nameOfResource);
    }
    return segments(clean, false);
  }

  /** An ARN in the format of the example, or null when the example is none of a plain form. */
  @Nullable Value arn(String example) {
    var parts = example.split(":", 6);
    if (parts.length < 6 || !SERVICE.matcher(parts[2]).matches() || parts[5].contains("arn:")) {
      return null;
    }
    if (!parts[3].isEmpty() && !REGION.matcher(parts[3].toLowerCase(Locale.ROOT)).matches()) {
      return null;
    }
    var regional = !parts[3].isEmpty();
    var region = resource.region();
    if (regional && region == null) {
      return Value.UNKNOWN;
    }
    var path = segments(parts[5], true);
    if (path.text() == null) {
      return path;
    }
    var partition = region == null ? "aws" : Regions.partition(region);
    return Value.of(
        String.join(
            ":",
            "arn",
            partition,
            parts[2],
            regional ? String.valueOf(region) : "",
            parts[4].isEmpty() ? "" : Regions.ACCOUNT,
            String.valueOf(path.text())));
  }

  /** A text, or null for a value that is not known. */
  record Value(@Nullable String text) {
    static final Value UNKNOWN = new Value(null);

    static Value of(String text) {
      return new Value(text);
    }
  }

  private Value segments(String text, boolean inArn) {
    var matcher = SEPARATOR.matcher(text);
    var result = new StringBuilder();
    int start = 0;
    for (int index = 0; ; index++) {
      boolean found = matcher.find();
      var segment = text.substring(start, found ? matcher.start() : text.length());
      var kept = inArn && index == 0 && found && KIND.matcher(segment).matches();
      var replaced = kept ? segment : segment(segment, index);
      if (replaced == null) {
        return Value.UNKNOWN;
      }
      result.append(replaced);
      if (!found) {
        return Value.of(result.toString());
      }
      result.append(matcher.group());
      start = matcher.end();
    }
  }

  private @Nullable String segment(String segment, int index) {
    if (segment.isEmpty()) {
      return "";
    }
    var digest = resource.digest(index == 0 ? "" : "segment " + index);
    if (UUID.matcher(segment).matches()) {
      return digest.uuid();
    }
    var prefixed = PREFIXED.matcher(segment);
    if (prefixed.matches()) {
      return prefixed.group(1) + digest.lower(17);
    }
    if (ACCOUNT.matcher(segment).matches()) {
      return Regions.ACCOUNT;
    }
    if (REGION.matcher(segment).matches()) {
      return resource.region();
    }
    return plain(segment, digest);
  }

  private String plain(String segment, Digest digest) {
    if (ZONE.matcher(segment).matches()) {
      return "Z" + digest.upper(segment.length() - 1);
    }
    if (HEX.matcher(segment).matches()) {
      return digest.lower(segment.length());
    }
    return NUMBER.matcher(segment).matches() ? digest.decimal(segment.length()) : nameOfResource;
  }

  private static String name(Evaluation resource) {
    for (var property : new String[] {"name", "identifier", "bucket"}) {
      var text = Wire.textOf(resource.inputs().get(property));
      if (text != null && !Wire.isSecret(resource.inputs().get(property)) && !text.isEmpty()) {
        return text;
      }
    }
    return resource.autoName();
  }
}
