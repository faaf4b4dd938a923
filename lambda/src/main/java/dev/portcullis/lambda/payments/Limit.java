package dev.portcullis.lambda.payments;

import java.util.Locale;

/**
 * The most that one payment may be.
 *
 * @param minorUnits in the smallest unit of the currency
 * @param source who says so
 */
record Limit(long minorUnits, Source source) {

  /** Who set the limit. */
  enum Source {
    /** The merchant has one of its own in the database. */
    MERCHANT,
    /** The merchant has none. */
    CONFIGURATION,
    /** The database did not say: what is configured holds, or less if less was known before. */
    DATABASE_DOWN;

    /** As it is kept and shown. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The source with that text. */
    static Source of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
