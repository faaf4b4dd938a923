package dev.portcullis.cli.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/**
 * The Java sources below one folder, compiled in memory: the files that changed alone while what
 * others see of them stays the same ({@link Interface}), all of them otherwise. Nothing is written
 * to disk. Not safe for threads.
 */
public final class SourceModule implements AutoCloseable {
  private static final String JAVA = ".java";

  /** As Maven compiles the module; concatenations need no code of their own at run time. */
  private static final List<String> OPTIONS =
      List.of(
          "-g",
          "-parameters",
          "-proc:none",
          "-nowarn",
          "-source",
          "17",
          "-target",
          "17",
          "-Xlint:none",
          "-XDstringConcat=inline");

  private final Path folder;
  private final String shownAs;
  private final JavaCompiler compiler;
  private final MemoryFiles files;

  /** Classes by the source file they come from, the file relative to the folder. */
  private Map<String, Map<String, byte[]>> compiled = Map.of();

  /** Sources that changed since they were last compiled without an error. */
  private final Set<String> changed = new TreeSet<>();

  private Map<String, byte[]> contents = Map.of();

  /**
   * @param folder root of the packages
   * @param shownAs how an error calls the folder, ending in a slash
   * @param packageName the package that all sources are in, or in a subpackage of
   * @param classPath what the sources may use besides themselves
   * @throws IllegalStateException if this JVM has no compiler
   */
  public SourceModule(
      JavaCompiler compiler, Path folder, String shownAs, String packageName, List<Path> classPath)
      throws IOException {
    this.compiler = compiler;
    this.folder = folder;
    this.shownAs = shownAs;
    var standard = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
    standard.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    this.files = new MemoryFiles(standard, packageName);
  }

  /**
   * What became of a change.
   *
   * @param compiledFiles number of source files that were compiled
   * @param errors what is wrong, file, line and message; empty when the classes are those of the
   *     sources
   */
  public record Result(int compiledFiles, List<String> errors) {
    public Result {
      errors = List.copyOf(errors);
    }
  }

  /** Classes of the last compilation without an error, by binary name. */
  public Map<String, byte[]> classes() {
    var all = new HashMap<String, byte[]>();
    compiled.values().forEach(all::putAll);
    return all;
  }

  /**
   * Looks at the sources again and compiles what must be.
   *
   * @throws IOException if the folder cannot be read
   */
  public Result update() throws IOException {
    var now = read();
    var all = compiled.isEmpty() || !now.keySet().equals(contents.keySet());
    for (var source : now.entrySet()) {
      if (!Arrays.equals(source.getValue(), contents.get(source.getKey()))) {
        changed.add(source.getKey());
      }
    }
    contents = now;
    changed.retainAll(now.keySet());
    if (all || !now.keySet().equals(compiled.keySet())) {
      return compileAll();
    }
    return changed.isEmpty() ? new Result(0, List.of()) : compileChanged();
  }

  private Result compileChanged() {
    var known = classes();
    changed.forEach(file -> known.keySet().removeAll(compiled.get(file).keySet()));
    var fresh = new TreeMap<String, Map<String, byte[]>>();
    var result = compile(changed, known, fresh);
    if (!result.errors().isEmpty()) {
      return result;
    }
    for (var file : fresh.keySet()) {
      if (!Interface.of(fresh.get(file)).equals(Interface.of(compiled.get(file)))) {
        return compileAll();
      }
    }
    var next = new TreeMap<>(compiled);
    next.putAll(fresh);
    return accept(next, result);
  }

  private Result compileAll() {
    var fresh = new TreeMap<String, Map<String, byte[]>>();
    var result = compile(contents.keySet(), Map.of(), fresh);
    return result.errors().isEmpty() ? accept(fresh, result) : result;
  }

  private Result accept(Map<String, Map<String, byte[]>> classes, Result result) {
    compiled = classes;
    changed.clear();
    return result;
  }

  private Result compile(
      Set<String> sources, Map<String, byte[]> known, Map<String, Map<String, byte[]>> fresh) {
    files.know(known);
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var units = sources.stream().map(this::source).toList();
    var success = compiler.getTask(null, files, diagnostics, OPTIONS, null, units).call();
    if (!success) {
      return new Result(sources.size(), errors(diagnostics));
    }
    sources.forEach(source -> fresh.put(source, new HashMap<>()));
    for (var written : files.written().entrySet()) {
      var source = sourceOf(written.getKey());
      if (!fresh.containsKey(source)) {
        var problem = "class " + written.getKey() + " does not stand in " + shownAs + source;
        return new Result(sources.size(), List.of(problem));
      }
      fresh.get(source).put(written.getKey(), written.getValue());
    }
    return new Result(sources.size(), List.of());
  }

  /** A top-level class has the name of its file, here as in every module of the gate. */
  private static String sourceOf(String className) {
    var nested = className.indexOf('$');
    return (nested < 0 ? className : className.substring(0, nested)).replace('.', '/') + JAVA;
  }

  private JavaFileObject source(String name) {
    var text = new String(Objects.requireNonNull(contents.get(name)), StandardCharsets.UTF_8);
    return new SimpleJavaFileObject(folder.resolve(name).toUri(), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
    var errors = new ArrayList<String>();
    for (var diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        errors.add(place(diagnostic) + diagnostic.getMessage(Locale.ROOT));
      }
    }
    return errors.isEmpty() ? List.of("the compiler failed and does not say why") : errors;
  }

  private String place(Diagnostic<? extends JavaFileObject> diagnostic) {
    var source = diagnostic.getSource();
    if (source == null) {
      return "";
    }
    var file = folder.toUri().relativize(source.toUri()).getPath();
    return shownAs + file + ":" + diagnostic.getLineNumber() + ": ";
  }

  private Map<String, byte[]> read() throws IOException {
    var sources = new TreeMap<String, byte[]>();
    try (var paths = Files.walk(folder)) {
      for (var path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        var name = folder.relativize(path).toString().replace('\\', '/');
        if (name.endsWith(JAVA)) {
          sources.put(name, Files.readAllBytes(path));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return sources;
  }

  /** Compiles a file that did not change and forgets the result: a compiler that ran is faster. */
  public void compileOneAgain() {
    var middle = compiled.keySet().stream().skip(compiled.size() / 2).findFirst();
    middle.ifPresent(
        file -> {
          var known = classes();
          known.keySet().removeAll(Objects.requireNonNull(compiled.get(file)).keySet());
          compile(Set.of(file), known, new TreeMap<>());
        });
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the compiler's files cannot be closed", e);
    }
  }
}
