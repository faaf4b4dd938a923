package dev.portcullis.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.sweep.result.StackResult;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was finished, one line a document, appended as it finishes: a sweep that is killed loses at
 * most what it was working on. A line names the binding (policy, request, gate) and the content
 * digest it holds for; nothing is taken from it under another of either. Documents without a
 * decision are not kept: they are tried again.
 */
final class Journal implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** First line of every run that appends. */
  private record Header(String binding, String asOf) {}

  /** A line of the journal: one of the two is there. */
  private record Line(
      @Nullable Header run, @Nullable String binding, @Nullable StackResult result) {}

  private record Place(long offset, int length) {}

  private final FileChannel file;
  private final Map<String, Place> finished = new HashMap<>();
  private @Nullable Instant lastAsOf;
  private String binding = "";
  private int foreign;

  private Journal(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens the journal, for one process at a time.
   *
   * @return empty when another process has it open
   * @throws IOException if it cannot be read or written
   */
  static Optional<Journal> open(Path path) throws IOException {
    var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() == null) {
        file.close();
        return Optional.empty();
      }
    } catch (OverlappingFileLockException e) {
      file.close();
      return Optional.empty();
    }
    return Optional.of(new Journal(file));
  }

  /** Forgets everything. */
  void clear() throws IOException {
    file.truncate(0);
  }

  /** The instant of the run that wrote last; empty when there was none. */
  Optional<Instant> lastAsOf() throws IOException {
    scan("");
    return Optional.ofNullable(lastAsOf);
  }

  /** Starts a run: finds what earlier runs finished under this binding, and says who writes now. */
  void begin(String newBinding, Instant asOf) throws IOException {
    scan(newBinding);
    binding = newBinding;
    append(new Line(new Header(newBinding, asOf.toString()), null, null));
  }

  /** Lines that other policies or requests left: they are not used. */
  int foreign() {
    return foreign;
  }

  /** Documents that earlier runs finished under this binding, whatever their content is now. */
  int finished() {
    return finished.size();
  }

  private void scan(String wanted) throws IOException {
    finished.clear();
    foreign = 0;
    file.position(0);
    // Not closed: it would close the file.
    var in = new BufferedInputStream(Channels.newInputStream(file), 1 << 16);
    var bytes = new ByteArrayOutputStream();
    long offset = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        bytes.write(next);
        continue;
      }
      index(wanted, offset, bytes.toByteArray());
      offset += bytes.size() + 1L;
      bytes.reset();
    }
    // A line without its end is what a kill left of the last write.
    file.truncate(offset);
    file.position(offset);
  }

  private void index(String wanted, long offset, byte[] bytes) {
    Line line;
    try {
      line = JSON.readValue(bytes, Line.class);
    } catch (IOException damaged) {
      // Whatever it was: it is decided anew.
      return;
    }
    if (line.run() != null) {
      lastAsOf = Instant.parse(line.run().asOf());
    } else if (line.result() != null) {
      if (wanted.equals(line.binding())) {
        finished.put(line.result().stack().source(), new Place(offset, bytes.length));
      } else {
        foreign++;
      }
    }
  }

  /** What was decided on the document of that name when it had that content. Safe for threads. */
  Optional<StackResult> find(String source, String contentDigest) throws IOException {
    var place = finished.get(source);
    if (place == null) {
      return Optional.empty();
    }
    var bytes = ByteBuffer.allocate(place.length());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, place.offset() + bytes.position()) < 0) {
        return Optional.empty();
      }
    }
    var result = JSON.readValue(bytes.array(), Line.class).result();
    return Optional.ofNullable(result)
        .filter(found -> contentDigest.equals(found.stack().contentDigest()));
  }

  /** Keeps a result; of one thread. */
  void add(StackResult result) throws IOException {
    if (result.stack().decision() != Status.Verdict.ERROR) {
      append(new Line(null, binding, result));
    }
  }

  private void append(Line line) throws IOException {
    try {
      var bytes =
          ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is always writable", e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
