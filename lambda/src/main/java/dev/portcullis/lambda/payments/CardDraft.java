package dev.portcullis.lambda.payments;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The card in a body, not yet believed. There is no member for the code on its back: a body with
 * one is refused, because nobody may keep it and we need none.
 *
 * @param number digits only
 * @param expiryMonth 1 to 12
 * @param expiryYear four digits
 */
record CardDraft(
    @Nullable String number, @Nullable Integer expiryMonth, @Nullable Integer expiryYear) {
  /** Cards are issued for three to five years, some for ten; what is beyond is a slip. */
  private static final int FAR = 20;

  /**
   * The card, unless something is wrong.
   *
   * @param thisMonth the month it must still be good in
   * @param wrong takes what is wrong
   */
  Optional<Instrument> check(YearMonth thisMonth, List<String> wrong) {
    var card = Optional.ofNullable(number).flatMap(Instrument::card);
    if (card.isEmpty()) {
      wrong.add("card.number: the digits of a card, without spaces");
    }
    if (expiryMonth == null || expiryMonth < 1 || expiryMonth > 12) {
      wrong.add("card.expiryMonth: 1 to 12");
    } else if (expiryYear == null
        || expiryYear < thisMonth.getYear()
        || expiryYear > thisMonth.getYear() + FAR
        || YearMonth.of(expiryYear, expiryMonth).isBefore(thisMonth)) {
      wrong.add("card: has expired, or expiryYear is not a year of four digits");
    }
    return card;
  }

  @Override
  public String toString() {
    return "CardDraft";
  }
}
