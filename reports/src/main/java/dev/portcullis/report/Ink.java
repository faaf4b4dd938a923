package dev.portcullis.report;

/** ANSI colours for a terminal, or none. */
public enum Ink {
  PLAIN(false),
  COLOUR(true);

  private final boolean on;

  Ink(boolean on) {
    this.on = on;
  }

  public String bold(String text) {
    return ansi("1", text);
  }

  public String dim(String text) {
    return ansi("2", text);
  }

  public String red(String text) {
    return ansi("31", text);
  }

  public String green(String text) {
    return ansi("32", text);
  }

  public String yellow(String text) {
    return ansi("33", text);
  }

  private String ansi(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
