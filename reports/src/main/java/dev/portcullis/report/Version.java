package dev.portcullis.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, from the POM. */
public final class Version {
  private static final String CURRENT = read();

  private Version() {}

  /** For example {@code 0.1.0}. */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    var properties = new Properties();
    try (var in = Version.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing from the build");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
