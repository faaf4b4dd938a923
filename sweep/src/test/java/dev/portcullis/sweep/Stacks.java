package dev.portcullis.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Small stacks as files: allowed when nothing is protected, denied by DEL-001 when something is.
 */
final class Stacks {
  private Stacks() {}

  /** A resource graph. */
  static String graph(String stack, boolean allowed) {
    return """
        {"schemaVersion": "1", "source": {"kind": "program", "project": "shop", "stack": "%s"},
         "resources": [%s]}
        """
        .formatted(stack, graphResource(stack, allowed));
  }

  private static String graphResource(String stack, boolean allowed) {
    return """
        {"urn": "%s", "type": "aws:ec2/vpc:Vpc", "name": "network", "custom": true,
         "inputs": {%s},
         "options": {"protect": %b, "retainOnDelete": false}}
        """
        .formatted(urn(stack), INPUTS, !allowed);
  }

  /** The output of {@code pulumi stack export}. */
  static String state(String stack, boolean allowed) {
    return "{\"version\": 3, \"deployment\": {\"resources\": [" + state0(stack, allowed) + "]}}";
  }

  /** The output of {@code pulumi preview --json}. */
  static String preview(String stack, boolean allowed) {
    return "{\"steps\": [{\"op\": \"create\", \"urn\": \""
        + urn(stack)
        + "\", \"newState\": "
        + state0(stack, allowed)
        + "}]}";
  }

  private static String state0(String stack, boolean allowed) {
    return """
        {"urn": "%s", "type": "aws:ec2/vpc:Vpc", "custom": true, "inputs": {%s}, "protect": %b,
         "retainOnDelete": false}
        """
        .formatted(urn(stack), INPUTS, !allowed);
  }

  private static final String INPUTS =
      """
      "cidrBlock": "10.0.0.0/16",
      "tags": {"Environment": "prod", "Project": "shop", "ManagedBy": "Pulumi", "EnvironmentSuffix": "prod"}
      """;

  static String urn(String stack) {
    return "urn:pulumi:" + stack + "::shop::aws:ec2/vpc:Vpc::network";
  }

  /** A file of any name, whatever the locale of this JVM can spell. */
  static Path child(Path folder, String name) {
    var escaped = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return Path.of(
        URI.create("file://" + folder.toAbsolutePath().toUri().getRawPath() + "/" + escaped));
  }

  static Path write(Path file, String content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
