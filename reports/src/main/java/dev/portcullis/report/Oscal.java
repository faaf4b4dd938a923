package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RuleResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** What OSCAL documents are made of: names, values and identifiers as its data types demand. */
final class Oscal {
  static final String VERSION = "1.1.2";

  /** Of the properties that OSCAL does not define. */
  static final String NAMESPACE = "urn:portcullis:oscal:1";

  private static final int LONGEST_TOKEN = 200;

  private Oscal() {}

  /** A UUID of version 5 in the namespace of URLs (RFC 4122): the same for the same names. */
  static String uuid(String kind, String... names) {
    var name = NAMESPACE + ":" + kind + ":" + String.join("\u0000", names);
    var space = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
    var digest = sha1();
    digest.update(
        ByteBuffer.allocate(16)
            .putLong(space.getMostSignificantBits())
            .putLong(space.getLeastSignificantBits())
            .array());
    var hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** Names within a scope. */
  static String[] names(String[] scope, String... names) {
    return Stream.concat(Stream.of(scope), Stream.of(names)).toArray(String[]::new);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /**
   * A token: begins with a letter or a low line, then letters, digits, points, hyphens. What is too
   * long for a name keeps its beginning.
   */
  static String token(String text) {
    var token = text.replaceAll("[^\\p{L}\\p{N}._-]", "-");
    var whole = token.matches("[\\p{L}_].*") ? token : "_" + token;
    return whole.length() <= LONGEST_TOKEN
        ? whole
        : whole.substring(0, LONGEST_TOKEN - 37) + "-" + uuid("token", text);
  }

  /** A control as OSCAL catalogues name it: {@code SC-28(1)} is {@code sc-28.1}. */
  static String control(String id) {
    return token(id.toLowerCase(Locale.ROOT).replace("(", ".").replace(")", ""));
  }

  /** A string: one line, not empty, no space at its ends. */
  static String string(String text) {
    var line = PlainText.oneLine(text);
    int start = 0;
    int end = line.length();
    while (start < end && Character.isSpaceChar(line.charAt(start))) {
      start++;
    }
    while (end > start && Character.isSpaceChar(line.charAt(end - 1))) {
      end--;
    }
    return start == end ? "(empty)" : line.substring(start, end);
  }

  /** A line of markup that shows the text as it is. */
  static String markup(String text) {
    return Markdown.escaped(string(PlainText.folded(text)));
  }

  /** Adds a property of our namespace. */
  static ObjectNode prop(ObjectNode owner, String name, String value) {
    return owner
        .withArray("props")
        .addObject()
        .put("name", name)
        .put("ns", NAMESPACE)
        .put("value", string(value));
  }

  static void metadata(ObjectNode document, Decision decision, String title) {
    document
        .putObject("metadata")
        .put("title", markup(title))
        .put("last-modified", decision.asOf().toString())
        .put("version", decision.asOf().toString())
        .put("oscal-version", VERSION);
  }

  /** Framework to the controls that the rules say something of. */
  static SortedMap<String, SortedSet<String>> controls(Iterable<RuleResult> rules) {
    var controls = new TreeMap<String, SortedSet<String>>();
    for (var rule : rules) {
      rule.controls()
          .forEach(
              (framework, ids) ->
                  ids.forEach(
                      id ->
                          controls
                              .computeIfAbsent(framework, f -> new TreeSet<>())
                              .add(control(id))));
    }
    return controls;
  }
}
