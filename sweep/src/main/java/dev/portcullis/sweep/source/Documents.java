package dev.portcullis.sweep.source;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents where they lie. Safe for threads. Nothing of the AWS SDK is loaded before the
 * first {@code s3:} source is named.
 */
public final class Documents implements AutoCloseable {
  private @Nullable S3Documents s3;

  /** The documents below {@code s3://bucket/prefix}. */
  List<Source> list(String uri) {
    return s3().list(uri);
  }

  /**
   * The whole content. Reading once and deciding on what was read is what binds a decision to its
   * content digest.
   *
   * @throws InputException if it cannot be read or is over the limit of a graph document
   */
  public Document read(Source source) {
    var limit = Math.min(GraphJson.maxBytes(), Integer.MAX_VALUE - 16L);
    try (var stream = open(source)) {
      var content = stream.readNBytes(Math.toIntExact(limit + 1));
      if (content.length > limit) {
        throw InputException.of(
            source.name(),
            "",
            "is longer than the limit of " + limit + " bytes",
            "raise it with -D" + GraphJson.MAX_BYTES_PROPERTY + "=BYTES in JDK_JAVA_OPTIONS");
      }
      return new Document(source.name(), content);
    } catch (IOException e) {
      throw InputException.of(
          source.name(),
          "",
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "give a readable document",
          e);
    }
  }

  private InputStream open(Source source) throws IOException {
    var location = URI.create(source.location());
    return "s3".equals(location.getScheme())
        ? s3().open(source)
        : Files.newInputStream(Path.of(location));
  }

  private synchronized S3Documents s3() {
    if (s3 == null) {
      s3 = new S3Documents();
    }
    return Objects.requireNonNull(s3);
  }

  @Override
  public synchronized void close() {
    if (s3 != null) {
      s3.close();
    }
  }
}
