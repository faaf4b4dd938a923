package dev.portcullis.graph.capture;

import com.pulumi.resources.Resource;
import dev.portcullis.graph.Location;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the line of the user's program in a stack. */
final class UserCode {
  private static final List<String> NOT_THE_USERS =
      List.of(
          "com.pulumi.",
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.google.",
          "io.grpc.",
          "dev.portcullis.graph.capture.");

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final String sourceRoot;

  /**
   * @param sourceRoot put before the package path of a source file
   */
  UserCode(String sourceRoot) {
    this.sourceRoot = sourceRoot;
  }

  /** The line of the current thread that constructs the resource: outside its own constructors. */
  Optional<Location> constructing(Resource resource) {
    return WALKER.walk(
        frames ->
            first(
                frames
                    .filter(frame -> !isConstructorOf(frame, resource))
                    .map(StackWalker.StackFrame::toStackTraceElement)));
  }

  /** The line of the current thread that called into the SDK. */
  Optional<Location> calling() {
    return WALKER.walk(frames -> first(frames.map(StackWalker.StackFrame::toStackTraceElement)));
  }

  /** The line of a stack. */
  Optional<Location> in(StackTraceElement[] stack) {
    return first(Arrays.stream(stack));
  }

  static String show(Location location) {
    return location.file() + ":" + location.line();
  }

  private Optional<Location> first(Stream<StackTraceElement> frames) {
    return frames
        .filter(frame -> frame.getFileName() != null && frame.getLineNumber() > 0)
        .filter(frame -> NOT_THE_USERS.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(this::location);
  }

  private Location location(StackTraceElement frame) {
    var name = frame.getClassName();
    var path = name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/');
    return new Location(sourceRoot + path + frame.getFileName(), frame.getLineNumber());
  }

  private static boolean isConstructorOf(StackWalker.StackFrame frame, Resource resource) {
    return frame.getMethodName().equals("<init>") && frame.getDeclaringClass().isInstance(resource);
  }
}
