package dev.portcullis.graph.capture;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the sentence that matters in what a failed program printed. */
final class ChildLog {
  private static final Pattern FRAME = Pattern.compile("\\s*at .*|\\s*\\.\\.\\. [0-9]+ more");
  private static final Pattern USER_FRAME =
      Pattern.compile(
          "\\s*at (?!com\\.pulumi\\.|java\\.|jdk\\.)(?:[^(/]*/)?[^(]*\\(([^()]+:[0-9]+)\\)");
  private static final Pattern CAUSE =
      Pattern.compile("(?:Caused by: )?([\\w.$]+(?:Exception|Error))(: .*)?");
  private static final Pattern PATH = Pattern.compile("(?<![\\w.])/(?:[^\\s/:'\"]+/)+");

  private ChildLog() {}

  /** The last cause and the first line of the user below it, or the first lines of another text. */
  static String essence(String text) {
    var lines = text.lines().toList();
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (CAUSE.matcher(lines.get(i)).lookingAt()) {
        last = i;
      }
    }
    return PATH.matcher(last < 0 ? plain(lines) : cause(lines, last)).replaceAll("");
  }

  /**
   * The message may have several lines, such as a list of errors: all of it stands before the first
   * frame.
   */
  private static String cause(List<String> lines, int index) {
    var message = new StringBuilder(lines.get(index).replaceFirst("^Caused by: ", ""));
    var inMessage = true;
    for (var line : lines.subList(index + 1, lines.size())) {
      var frame = USER_FRAME.matcher(line);
      if (frame.matches()) {
        return message + " at " + frame.group(1);
      }
      inMessage &= !FRAME.matcher(line).matches();
      if (inMessage && !line.isBlank()) {
        message.append(' ').append(line.strip());
      }
    }
    return message.toString();
  }

  private static String plain(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank() && !FRAME.matcher(line).matches())
        .limit(3)
        .collect(Collectors.joining(" "));
  }
}
