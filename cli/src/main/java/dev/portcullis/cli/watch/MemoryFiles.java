package dev.portcullis.cli.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's view of the world: classes of one module in memory, everything else where it is.
 * Stays open between compilations, so that the jars of the class path are read once.
 */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final String module;
  private Map<String, byte[]> known = Map.of();
  private Map<String, byte[]> written = new HashMap<>();

  /**
   * @param module package whose classes, and those of its subpackages, are in memory only
   */
  MemoryFiles(StandardJavaFileManager files, String module) {
    super(files);
    this.module = module;
  }

  /** What the sources of the next compilation may refer to, by binary name. */
  void know(Map<String, byte[]> classes) {
    known = classes;
    written = new HashMap<>();
  }

  /** What the last compilation wrote, by binary name. */
  Map<String, byte[]> written() {
    return written;
  }

  private boolean isOurs(String packageName) {
    return packageName.equals(module) || packageName.startsWith(module + ".");
  }

  @Override
  public Iterable<JavaFileObject> list(
      JavaFileManager.Location location, String packageName, Set<Kind> kinds, boolean recurse)
      throws IOException {
    if (location != StandardLocation.CLASS_PATH || !isOurs(packageName)) {
      return super.list(location, packageName, kinds, recurse);
    }
    var found = new ArrayList<JavaFileObject>();
    if (kinds.contains(Kind.CLASS)) {
      known.forEach(
          (name, bytes) -> {
            if (name.substring(0, name.lastIndexOf('.')).equals(packageName)) {
              found.add(new KnownClass(name, bytes));
            }
          });
    }
    return found;
  }

  @Override
  public String inferBinaryName(JavaFileManager.Location location, JavaFileObject file) {
    return file instanceof KnownClass known ? known.name : super.inferBinaryName(location, file);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      JavaFileManager.Location location, String className, Kind kind, FileObject sibling) {
    return new WrittenClass(className);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return (a instanceof SimpleJavaFileObject || b instanceof SimpleJavaFileObject)
        ? a.equals(b)
        : super.isSameFile(a, b);
  }

  private static URI uri(String className) {
    return URI.create("memory:///" + className.replace('.', '/') + Kind.CLASS.extension);
  }

  private static final class KnownClass extends SimpleJavaFileObject {
    private final String name;
    private final byte[] bytes;

    KnownClass(String name, byte[] bytes) {
      super(uri(name), Kind.CLASS);
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private final class WrittenClass extends SimpleJavaFileObject {
    private final String className;

    WrittenClass(String className) {
      super(uri(className), Kind.CLASS);
      this.className = className;
    }

    @Override
    public OutputStream openOutputStream() {
      return new ByteArrayOutputStream() {
        @Override
        public void close() {
          written.put(className, toByteArray());
        }
      };
    }
  }
}
