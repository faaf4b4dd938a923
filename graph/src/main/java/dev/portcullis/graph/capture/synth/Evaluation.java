package dev.portcullis.graph.capture.synth;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills in the templates of one resource. */
final class Evaluation {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\" ]+)}");
  private static final Pattern DIGITS = Pattern.compile("([hHn])([0-9]+)(?::(.*))?");
  private static final Pattern DIGEST = Pattern.compile("d([0-9]+):(.*)");
  private static final int NAME_DIGITS = 7;

  /** Stands for a placeholder whose value exists but is not known. */
  private static final class UnknownValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownValueException() {
      super(null, null, false, false);
    }
  }

  private final String urn;
  private final String type;
  private final String name;
  private final @Nullable String region;
  private final Map<String, Value> inputs;
  private final Map<String, Value> outputs = new HashMap<>();
  private boolean secret;

  Evaluation(
      String urn, String type, String name, @Nullable String region, Map<String, Value> inputs) {
    this.urn = urn;
    this.type = type;
    this.name = name;
    this.region = region;
    this.inputs = inputs;
  }

  String type() {
    return type;
  }

  @Nullable String region() {
    return region;
  }

  Map<String, Value> inputs() {
    return inputs;
  }

  /** Everything defined so far. */
  Map<String, Value> outputs() {
    return outputs;
  }

  Digest digest(String salt) {
    return Digest.of(salt.isEmpty() ? urn : urn + " " + salt);
  }

  String autoName() {
    return name + "-" + digest("").lower(NAME_DIGITS);
  }

  void define(Rules.Rule rule) {
    outputs.put(rule.output(), value(rule.template(), rule.json()));
  }

  /** The filled-in template: unknown if a placeholder is, secret if a placeholder is. */
  Value value(String template, boolean json) {
    secret = false;
    try {
      var text = fill(template);
      var value = json ? parse(text) : Wire.text(text);
      return secret ? Wire.secret(value) : value;
    } catch (UnknownValueException e) {
      return Wire.unknown();
    }
  }

  private String fill(String template) {
    var matcher = PLACEHOLDER.matcher(template);
    var text = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(text, "");
      text.append(first(matcher.group(1)));
    }
    return matcher.appendTail(text).toString();
  }

  private String first(String alternatives) {
    for (var alternative : alternatives.split("\\|", -1)) {
      var text = resolve(alternative);
      if (text != null) {
        return text;
      }
    }
    throw new UnknownValueException();
  }

  private @Nullable String resolve(String placeholder) {
    var digits = DIGITS.matcher(placeholder);
    if (digits.matches()) {
      return digits(digits.group(1), Integer.parseInt(digits.group(2)), digits.group(3));
    }
    var digest = DIGEST.matcher(placeholder);
    if (digest.matches()) {
      var text = property(digest.group(2));
      return text == null ? null : Digest.of(text).lower(Integer.parseInt(digest.group(1)));
    }
    int colon = placeholder.indexOf(':');
    return colon < 0
        ? word(placeholder)
        : function(placeholder.substring(0, colon), placeholder.substring(colon + 1));
  }

  private String digits(String kind, int count, @Nullable String salt) {
    // The same account has the same suffix in all of its database endpoints.
    var digest =
        "account".equals(salt)
            ? Digest.of(Regions.ACCOUNT + knownRegion())
            : digest(salt == null ? "" : salt);
    return switch (kind) {
      case "h" -> digest.lower(count);
      case "H" -> digest.upper(count);
      default -> digest.decimal(count);
    };
  }

  private @Nullable String word(String word) {
    return switch (word) {
      case "region" -> knownRegion();
      case "account" -> Regions.ACCOUNT;
      case "partition" -> region == null ? "aws" : Regions.partition(region);
      case "suffix" -> Regions.dnsSuffix(knownRegion());
      case "elbzone" -> Regions.loadBalancerZone(knownRegion());
      case "apizone" -> Regions.apiZone(knownRegion());
      case "s3zone" -> Regions.bucketZone(knownRegion());
      case "auto" -> autoName();
      case "autolower" -> autoName().toLowerCase(Locale.ROOT);
      case "uuid" -> digest("").uuid();
      case "b" -> Integer.toString(digest("").hostByte());
      default -> special(word);
    };
  }

  private @Nullable String special(String word) {
    return switch (word) {
      case "kmsalias" -> "alias/" + autoName();
      case "defaultbus" -> "default";
      case "nothing" -> "";
      case "wafscope" -> "CLOUDFRONT".equals(property("scope")) ? "global" : "regional";
      case "lbkind" -> loadBalancerKind();
      case "dbport" -> databasePort();
      case "busprefix" -> bus("/");
      case "busprefix-" -> bus("-");
      case "_setIdentifier" ->
          property("setIdentifier") == null ? "" : "_" + property("setIdentifier");
      case "/name" -> slashed(property("name"));
      default -> property(word);
    };
  }

  private @Nullable String function(String function, String argument) {
    if (function.equals("uuid")) {
      return digest(argument).uuid();
    }
    var text = property(argument);
    if (text == null) {
      return null;
    }
    return switch (function) {
      case "prefix" -> text + digest("").lower(26);
      case "prefix6" -> text + digest("").lower(26 - Math.min(text.length(), 6));
      case "last" -> text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
      case "arnregion" -> arnPart(text, 3);
      case "resource1" -> arnPart(text, 5).substring(arnPart(text, 5).indexOf('/') + 1);
      default -> throw new IllegalStateException("no such placeholder function: " + function);
    };
  }

  /** An input or an earlier output as text; null when there is none. */
  @Nullable String property(String property) {
    var value = inputs.containsKey(property) ? inputs.get(property) : outputs.get(property);
    if (value == null || value.hasNullValue()) {
      return null;
    }
    secret |= Wire.isSecret(value);
    var plain = Wire.plain(value);
    if (plain.hasNumberValue()) {
      return Long.toString(Math.round(plain.getNumberValue()));
    }
    var text = Wire.textOf(resourceId(plain));
    if (text == null) {
      throw new UnknownValueException();
    }
    return text;
  }

  private static Value resourceId(Value value) {
    return Wire.RESOURCE_REFERENCE.equals(Wire.signature(value))
        ? value.getStructValue().getFieldsOrDefault("id", Wire.unknown())
        : value;
  }

  private String knownRegion() {
    if (region == null) {
      throw new UnknownValueException();
    }
    return region;
  }

  private String loadBalancerKind() {
    var kind = property("loadBalancerType");
    return "network".equals(kind) ? "net" : "gateway".equals(kind) ? "gwy" : "app";
  }

  private @Nullable String databasePort() {
    var engine = property("engine");
    if (engine == null) {
      return null;
    }
    if (engine.contains("postgres")) {
      return "5432";
    }
    if (engine.contains("mysql") || engine.contains("maria")) {
      return "3306";
    }
    throw new UnknownValueException();
  }

  private String bus(String separator) {
    var bus = property("eventBusName");
    return bus == null || bus.equals("default") ? "" : bus + separator;
  }

  private static @Nullable String slashed(@Nullable String name) {
    return name == null || name.startsWith("/") ? name : "/" + name;
  }

  private static String arnPart(String arn, int index) {
    var parts = arn.split(":", 6);
    if (parts.length < 6) {
      throw new UnknownValueException();
    }
    return parts[index];
  }

  private static Value parse(String json) {
    var value = Value.newBuilder();
    try {
      JsonFormat.parser().merge(json, value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a rule gives broken JSON: " + json, e);
    }
    return value.build();
  }
}
