package dev.portcullis.sweep.source;

import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Files, folders and globs.
 *
 * <p>A document is named as the user named it, but never absolutely, so that no result tells how a
 * machine is laid out: what lies below the working directory is named from there, and all other
 * absolute paths from the folder that they have in common.
 */
final class LocalFiles {
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
  private static final Path HERE = Path.of("").toAbsolutePath();

  private final @Nullable Path excluded;
  private final @Nullable Path common;

  /**
   * @param arguments every local source that will be listed
   * @param excluded a directory that is never walked into
   */
  LocalFiles(List<String> arguments, @Nullable Path excluded) {
    this.excluded = excluded == null ? null : excluded.toAbsolutePath().normalize();
    Path shared = null;
    for (var argument : arguments) {
      var root = root(argument).normalize();
      if (root.isAbsolute() && !root.startsWith(HERE)) {
        var folder = root.getParent() == null ? root : root.getParent();
        shared = shared == null ? folder : shared(shared, folder);
      }
    }
    this.common = shared;
  }

  private static Path shared(Path a, Path b) {
    var folder = a;
    while (!b.startsWith(folder)) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The file or folder, or the folder of a glob. */
  private static Path root(String argument) {
    var path = path(argument);
    if (path != null && Files.exists(path)) {
      return path;
    }
    var wildcard = GLOB.matcher(argument);
    if (!wildcard.find()) {
      return path == null ? Path.of("") : path;
    }
    var slash = argument.lastIndexOf('/', wildcard.start());
    return slash < 0 ? Path.of("") : Path.of(argument.substring(0, slash + 1));
  }

  List<Source> list(String given) {
    var argument = given.startsWith("./") ? given.substring(2) : given;
    var root = root(argument);
    var path = path(argument);
    if (path != null && Files.isDirectory(path)) {
      return walk(root, file -> file.toString().endsWith(".json"));
    }
    if (path != null && Files.exists(path)) {
      return List.of(source(root));
    }
    var wildcard = GLOB.matcher(argument);
    if (wildcard.find()) {
      return glob(root, argument.substring(argument.lastIndexOf('/', wildcard.start()) + 1));
    }
    throw InputException.of(
        displayed(path, argument),
        "",
        "no such file or folder",
        "name files, folders with *.json, globs, s3://bucket/prefix, or - for a list");
  }

  private List<Source> glob(Path root, String inside) {
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + inside);
    } catch (PatternSyntaxException e) {
      throw InputException.of(
          inside, "", "not a glob: " + e.getDescription(), "close every [ and {", e);
    }
    return Files.isDirectory(root)
        ? walk(root, file -> matcher.matches(root.relativize(file)))
        : List.of();
  }

  private List<Source> walk(Path root, Predicate<Path> wanted) {
    var found = new ArrayList<Source>();
    var visitor =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var hidden = !folder.equals(root) && isHidden(folder);
            return hidden || folder.toAbsolutePath().normalize().equals(excluded)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file) && wanted.test(file)) {
              found.add(source(file));
            }
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw InputException.of(
          displayed(root, root.toString()),
          "",
          "cannot be listed (" + e.getClass().getSimpleName() + ")",
          "make it readable; what cannot be listed cannot be decided",
          e);
    }
    return found;
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private Source source(Path file) {
    var named = file;
    if (file.isAbsolute()) {
      var whole = file.normalize();
      var base = whole.startsWith(HERE) ? HERE : Objects.requireNonNull(common);
      named = base.relativize(whole);
    }
    return new Source(text(named), file.toUri().toString());
  }

  /**
   * A relative path in UTF-8, whatever the locale of the process: in the C locale of a container
   * the JVM would show every other letter as a question mark.
   */
  private static String text(Path relative) {
    return decoded(HERE.resolve(relative).toUri()).substring(decoded(HERE.toUri()).length());
  }

  private static String decoded(URI uri) {
    return URLDecoder.decode(uri.getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static @Nullable Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static String displayed(@Nullable Path path, String argument) {
    return path == null || !path.isAbsolute() ? argument : String.valueOf(path.getFileName());
  }
}
