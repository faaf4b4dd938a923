package dev.portcullis.report.picture;

import java.util.Locale;

/** A lane of the picture, from the users down to the evidence. */
enum Tier {
  ENTRY("Entry"),
  COMPUTE("Compute"),
  MESSAGING("Messaging"),
  DATA("Data"),
  NETWORK("Network"),
  SECURITY("Identity and keys"),
  OBSERVATION("Observation"),
  AUDIT("Audit"),
  OTHER("Other");

  private final String title;

  Tier(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Tier of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
