package dev.portcullis.graph;

import org.jspecify.annotations.Nullable;

/**
 * Wrong input of the user: one clear error that names the file (or argument), the place in it, the
 * value found and the fix. The command line prints {@link #getMessage()} as it is and exits 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String place;

  private InputException(String source, String place, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.source = source;
    this.place = place;
  }

  /**
   * One error in the house form {@code <source>: <place>: <problem>; <fix>}.
   *
   * @param source file, argument or program the input came from; never an absolute path of the
   *     build machine
   * @param place JSON pointer, line, key or option inside the source; empty when the whole source
   *     is meant
   * @param problem what is wrong, with the value found, lower case, no full stop
   * @param fix what to change
   */
  public static InputException of(String source, String place, String problem, String fix) {
    return of(source, place, problem, fix, null);
  }

  /** As {@link #of(String, String, String, String)}, keeping the technical cause for a debugger. */
  public static InputException of(
      String source, String place, String problem, String fix, @Nullable Throwable cause) {
    var where = place.isEmpty() ? source : source + ": " + place;
    return new InputException(source, place, where + ": " + problem + "; " + fix, cause);
  }

  /** The file, argument or program that is wrong. */
  public String source() {
    return source;
  }

  /** Where in the source. */
  public String place() {
    return place;
  }
}
