package dev.portcullis.cli.watch;

import dev.portcullis.cli.program.BuiltIn;
import dev.portcullis.cli.program.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One life of the program: its classes from memory, its resources from the source folder, all else
 * from the loader of the gate, so that the provider's SDK stays loaded and compiled. Nothing keeps
 * a loader alive after the next change.
 */
public final class ProgramLoader extends ClassLoader {
  private static final String BRIDGE = BuiltIn.class.getName();

  private final String packagePrefix;
  private final Map<String, byte[]> classes;
  private final Path resources;

  /**
   * @param packageName package of the program, whose classes are never asked of the parent
   * @param classes by binary name
   * @param resources folder with the resources of the program
   */
  public ProgramLoader(
      ClassLoader parent, String packageName, Map<String, byte[]> classes, Path resources) {
    super("program", parent);
    this.packagePrefix = packageName + ".";
    this.classes = classes;
    this.resources = resources;
  }

  /** The systems of this program. */
  public Systems systems() {
    try {
      return (Systems) loadClass(BRIDGE).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the program has no systems: " + e, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(packagePrefix) && !name.equals(BRIDGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var bytes = name.equals(BRIDGE) ? bridge() : classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static byte[] bridge() {
    try (var in = BuiltIn.class.getResourceAsStream(BuiltIn.class.getSimpleName() + ".class")) {
      if (in == null) {
        throw new IllegalStateException(BRIDGE + " has no class file");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return name.startsWith(packagePrefix.replace('.', '/'))
        ? findResource(name)
        : super.getResource(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    var file = resources.resolve(name);
    try {
      return Files.isRegularFile(file) ? file.toUri().toURL() : null;
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a path is always a URL", e);
    }
  }
}
