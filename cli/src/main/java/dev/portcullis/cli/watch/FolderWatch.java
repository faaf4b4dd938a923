package dev.portcullis.cli.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Watches files, and folders with all below them. A save is often several events (an editor writes
 * a new file and moves it over the old one), and a checkout changes many files: they count as one
 * change when nothing follows for a moment. What editors leave beside a file is ignored.
 */
public final class FolderWatch implements Changes, AutoCloseable {
  /** Longer than the events of one save are apart, shorter than anybody notices. */
  private static final Duration QUIET = Duration.ofMillis(10);

  /** Whoever writes all the time gets decisions all the same. */
  private static final Duration LONGEST = Duration.ofMillis(500);

  private final WatchService service;

  /** What is watched, absolute, and how it was given. */
  private final Map<Path, Path> roots = new LinkedHashMap<>();

  private final Map<WatchKey, Path> folders = new HashMap<>();
  private final Set<Path> changed = new LinkedHashSet<>();

  /**
   * Begins to watch; what changes from now on is told.
   *
   * @param given files and folders; a file need not be there yet, its folder must
   * @throws IOException if a folder cannot be watched
   */
  public FolderWatch(Collection<Path> given) throws IOException {
    this.service = FileSystems.getDefault().newWatchService();
    for (var root : given) {
      var absolute = root.toAbsolutePath().normalize();
      roots.put(absolute, root);
      register(absolute);
    }
  }

  @Override
  public synchronized Set<Path> await() throws InterruptedException {
    while (changed.isEmpty()) {
      take(service.take());
    }
    var end = System.nanoTime() + LONGEST.toNanos();
    for (var key = poll(); key != null && System.nanoTime() < end; key = poll()) {
      take(key);
    }
    var told = Set.copyOf(changed);
    changed.clear();
    return told;
  }

  @Override
  public synchronized boolean pending() {
    for (var key = service.poll(); key != null; key = service.poll()) {
      take(key);
    }
    return !changed.isEmpty();
  }

  private WatchKey poll() throws InterruptedException {
    return service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void take(WatchKey key) {
    var folder = folders.get(key);
    for (var event : key.pollEvents()) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW || folder == null) {
        changed.addAll(roots.values());
      } else if (event.context() instanceof Path name && !isIgnored(name)) {
        note(folder.resolve(name), event.kind());
      }
    }
    if (!key.reset()) {
      folders.remove(key);
    }
  }

  private void note(Path path, WatchEvent.Kind<?> kind) {
    for (var root : roots.entrySet()) {
      if (path.startsWith(root.getKey())) {
        changed.add(root.getValue());
        if (kind == StandardWatchEventKinds.ENTRY_CREATE && Files.isDirectory(path)) {
          registerNew(path);
        }
      }
    }
  }

  private static boolean isIgnored(Path name) {
    var text = name.toString();
    return text.startsWith(".") || text.endsWith("~") || text.endsWith(".tmp");
  }

  private void register(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      registerOne(Objects.requireNonNull(root.getParent(), "a file system has no parent to watch"));
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            registerOne(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A new folder may be gone again already. */
  private void registerNew(Path folder) {
    try {
      register(folder);
    } catch (NoSuchFileException gone) {
      changed.addAll(roots.values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void registerOne(Path folder) throws IOException {
    var key =
        folder.register(
            service,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
    folders.put(key, folder);
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
