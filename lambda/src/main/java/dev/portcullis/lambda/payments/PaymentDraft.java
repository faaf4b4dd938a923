package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.IdempotencyKey;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.StrictJson;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /payments}, not yet believed.
 *
 * @param paymentId a UUID in lower case; sending it again is a repetition
 * @param merchantId 1 to 64 letters, digits, hyphens
 * @param amount decimal text, with no more digits after the point than the currency has
 * @param currency ISO 4217 code of a currency of today
 * @param card what is charged, or
 * @param iban an account, without spaces
 * @param repeatIntended whether a second payment of the same amount is no mistake
 */
record PaymentDraft(
    @Nullable String paymentId,
    @Nullable String merchantId,
    @Nullable String amount,
    @Nullable String currency,
    @Nullable CardDraft card,
    @Nullable String iban,
    @Nullable Boolean repeatIntended) {
  private static final Pattern MERCHANT = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]+");
  private static final StrictJson<PaymentDraft> JSON =
      new StrictJson<>(PaymentDraft.class, "a payment");

  /**
   * Parses a body.
   *
   * @throws Problem {@code invalid-json} when it is not JSON of this shape
   */
  static PaymentDraft parse(String body) throws Problem {
    return JSON.parse(body);
  }

  /**
   * What this draft asks for.
   *
   * @throws Problem {@code invalid-payment} with everything that is wrong, quoting nothing
   */
  Wanted check(Instant now) throws Problem {
    var wrong = new ArrayList<String>();
    var id = validId();
    if (id.isEmpty()) {
      wrong.add("paymentId: a UUID in lower case");
    }
    var merchant = validMerchant();
    if (merchant.isEmpty()) {
      wrong.add("merchantId: 1 to 64 letters, digits or hyphens");
    }
    var money = money(wrong);
    var instrument = instrument(YearMonth.from(now.atOffset(ZoneOffset.UTC)), wrong);
    if (!wrong.isEmpty()) {
      throw new Problem(Problem.Code.INVALID_PAYMENT, List.copyOf(wrong));
    }
    return new Wanted(
        id.orElseThrow(),
        merchant.orElseThrow(),
        money.orElseThrow(),
        instrument.orElseThrow(),
        Boolean.TRUE.equals(repeatIntended));
  }

  /** The id, if it is one: any other text stays out of keys and records. */
  Optional<String> validId() {
    return Optional.ofNullable(paymentId).filter(IdempotencyKey::matches);
  }

  /** The merchant, if it can be one; what holds the number of a card or an account cannot. */
  Optional<String> validMerchant() {
    return Optional.ofNullable(merchantId)
        .filter(m -> MERCHANT.matcher(m).matches())
        .filter(m -> !holdsNumber(m) && !holdsNumber(m.replace("-", "")));
  }

  /** It would be kept with the payment, and numbers are kept nowhere, however they are written. */
  private static boolean holdsNumber(String text) {
    return Instrument.iban(text.toUpperCase(Locale.ROOT)).isPresent()
        || NO_DIGITS.splitAsStream(text).anyMatch(run -> Instrument.card(run).isPresent());
  }

  private Optional<Money> money(List<String> wrong) {
    var known = Optional.ofNullable(currency).flatMap(Currencies::find);
    if (known.isEmpty()) {
      wrong.add("currency: the code of a currency of today, in capital letters: EUR");
      return Optional.empty();
    }
    return money(known.get(), wrong);
  }

  private Optional<Money> money(Currency known, List<String> wrong) {
    try {
      var money = Money.parse(amount == null ? "" : amount, known);
      if (money.minorUnits() > 0) {
        return Optional.of(money);
      }
      wrong.add("amount: more than zero");
    } catch (IllegalArgumentException e) {
      wrong.add("amount: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<Instrument> instrument(YearMonth thisMonth, List<String> wrong) {
    if ((card == null) == (iban == null)) {
      wrong.add("card, iban: exactly one of them");
      return Optional.empty();
    }
    if (card != null) {
      return card.check(thisMonth, wrong);
    }
    var account = Optional.ofNullable(iban).flatMap(Instrument::iban);
    if (account.isEmpty()) {
      wrong.add("iban: an account number in capital letters, without spaces");
    }
    return account;
  }

  @Override
  public String toString() {
    return "PaymentDraft";
  }
}
