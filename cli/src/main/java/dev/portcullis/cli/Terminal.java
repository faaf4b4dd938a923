package dev.portcullis.cli;

import java.io.PrintStream;

/**
 * Where the gate speaks.
 *
 * @param out requested documents only
 * @param err everything for a person
 * @param colour whether a person with a colour terminal reads {@code err}
 */
record Terminal(PrintStream out, PrintStream err, boolean colour) {

  /**
   * Colour only for a terminal (the launcher looks), and never when NO_COLOR is set to anything.
   */
  static boolean colourWanted() {
    var noColour = System.getenv("NO_COLOR");
    return Boolean.getBoolean("portcullis.terminal")
        && (noColour == null || noColour.isEmpty())
        && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * What is being done, on a line of its own that the next one replaces; only where a person
   * watches.
   */
  void progress(String doing) {
    if (colour) {
      err.print("\r\u001b[2K\u001b[2m" + doing + "…\u001b[0m");
      err.flush();
    }
  }

  /** Takes the last progress line away. */
  void done() {
    if (colour) {
      err.print("\r\u001b[2K");
    }
  }
}
