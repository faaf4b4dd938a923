package dev.portcullis.lambda.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Instants as CloudWatch writes them in its events. */
public final class CloudWatchTime {
  /** {@code 2026-11-21T17:20:48.826+0000}, and the same with Z or a colon. */
  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter();

  private CloudWatchTime() {}

  /** The instant; empty when the text is none. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text, FORM).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
