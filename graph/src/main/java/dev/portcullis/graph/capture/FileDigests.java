package dev.portcullis.graph.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.graph.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Digests of local files and directories, computed beside the program while it runs: the archive of
 * a function has many megabytes, and the first capture of a process has no compiled code to hash
 * them fast.
 *
 * <p>One instance may serve many captures: a digest is used again only while size, time of change
 * and identity of the file stay the same. A process that decides once takes a new instance. Safe
 * for threads.
 */
public final class FileDigests {
  private static final int BUFFER = 1 << 16;

  /** Less is hashed faster than a thread is started: bytes. */
  private static final long WORTH_A_THREAD = 1 << 20;

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** What tells one content of a file from the next without reading it; null for a directory. */
  private record Stamp(long size, FileTime changed, @Nullable Object identity) {}

  private record Known(@Nullable Stamp stamp, FutureTask<String> digest) {}

  /**
   * Begins to compute the digest of a large file unless it is known; whatever is wrong with the
   * file is told by {@link #of}.
   */
  void expect(Path path) {
    try {
      var stamp = stamp(path);
      if (stamp == null || stamp.size() < WORTH_A_THREAD) {
        return;
      }
      var fresh = new Known(stamp, new FutureTask<>(() -> digest(path)));
      if (known(path, fresh).equals(fresh)) {
        var thread = new Thread(fresh.digest(), "digest-" + path.getFileName());
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException unreadable) {
      // Asked for again when the graph is assembled, where the error has a place.
    }
  }

  /**
   * {@code sha256:} and the hexadecimal digest of a file; of a directory that of its sorted members
   * and their digests.
   *
   * @throws IOException if it cannot be read
   */
  String of(Path path) throws IOException {
    var task = known(path, new Known(stamp(path), new FutureTask<>(() -> digest(path)))).digest();
    try {
      // Does nothing when it runs already.
      task.run();
      return task.get();
    } catch (ExecutionException e) {
      known.remove(path);
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException("the digest of a file broke off", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading a file", e);
    }
  }

  /** What is known and still holds, or the fresh one. */
  private Known known(Path path, Known fresh) {
    return known.merge(
        path,
        fresh,
        (earlier, now) ->
            now.stamp() != null && now.stamp().equals(earlier.stamp()) ? earlier : now);
  }

  private static @Nullable Stamp stamp(Path path) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return attributes.isDirectory()
        ? null
        : new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  private static String digest(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return fileDigest(path);
    }
    var entries = JsonNodeFactory.instance.objectNode();
    try (var files = Files.walk(path)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var relative = path.relativize(file).toString().replace('\\', '/');
        entries.put(relative, fileDigest(file));
      }
    }
    return CanonicalJson.sha256(entries);
  }

  private static String fileDigest(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return "sha256:" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
