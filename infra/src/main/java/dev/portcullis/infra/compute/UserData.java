package dev.portcullis.infra.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What an instance does when it starts: it serves HTTP, and ships the log of that.
 *
 * @param system id of the system
 * @param region region id
 * @param port where it serves
 * @param logGroup where the log goes
 */
record UserData(String system, String region, int port, String logGroup) {
  /** More is refused by EC2, before it is encoded. */
  private static final int MOST_BYTES = 16_384;

  /** As EC2 takes it. */
  String encoded() {
    var bytes = script().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_BYTES) {
      throw new IllegalStateException(
          "user data: too long, got " + bytes.length + " bytes; up to " + MOST_BYTES);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** As the instance runs it. */
  String script() {
    return read("user-data.sh")
        .replace("@SERVICE@", read("service.py").strip())
        .replace("@SYSTEM@", system)
        .replace("@REGION@", region)
        .replace("@PORT@", String.valueOf(port))
        .replace("@LOG_GROUP@", logGroup);
  }

  private static String read(String name) {
    try (var stream = UserData.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("resource: missing from the build, got " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
