package dev.portcullis.graph.capture;

import dev.portcullis.graph.InputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One paragraph about a program that failed, naming the line of the user. */
final class ProgramFailure {
  private static final int LONGEST_MESSAGE = 400;

  private final CaptureRequest request;
  private final UserCode userCode;

  ProgramFailure(CaptureRequest request, UserCode userCode) {
    this.request = request;
    this.userCode = userCode;
  }

  /** What the exception means to the user; a clear error inside it is passed on as it is. */
  InputException of(Throwable thrown) {
    var chain = chain(thrown);
    for (var cause : chain) {
      if (cause instanceof InputException clear) {
        return clear;
      }
    }
    var root = chain.get(chain.size() - 1);
    var place = place(chain);
    var message = root.getMessage() == null ? "" : ": " + paragraph(root.getMessage());
    return InputException.of(
        request.sourceName(),
        place,
        "the program failed with " + root.getClass().getSimpleName() + message,
        "correct the program or its configuration",
        root);
  }

  /** The program logged an error, which fails every Pulumi run. */
  InputException logged(String message) {
    return InputException.of(
        request.sourceName(),
        "",
        "the program logged an error: " + paragraph(message),
        "correct the program or its configuration");
  }

  /**
   * The program did not end.
   *
   * @param stacks of the threads that may be inside the program
   */
  InputException late(Collection<StackTraceElement[]> stacks) {
    var place = stacks.stream().flatMap(stack -> userCode.in(stack).stream()).findFirst();
    return InputException.of(
        request.sourceName(),
        place.map(UserCode::show).orElse(""),
        "the program did not finish within " + request.timeLimit().toSeconds() + " s",
        "remove what blocks, or raise the time limit");
  }

  private String place(List<Throwable> chain) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      var location = userCode.in(chain.get(i).getStackTrace());
      if (location.isPresent()) {
        return location.map(UserCode::show).orElse("");
      }
    }
    return "";
  }

  /** From the outermost to the root; a cause that repeats ends it. */
  private static List<Throwable> chain(Throwable thrown) {
    var chain = new ArrayList<Throwable>();
    for (var cause = thrown; cause != null && !chain.contains(cause); cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }

  /** One line, bounded, without the secrets of the configuration. */
  String paragraph(String message) {
    var line = request.redact(message).strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
