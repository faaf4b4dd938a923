package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentTest {
  private static final Fingerprints FINGERPRINTS =
      new Fingerprints("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01");

  @ParameterizedTest
  @CsvSource({
    "4111111111111111, visa, 1111",
    "5555555555554444, mastercard, 4444",
    "2223003122003222, mastercard, 3222",
    "378282246310005, amex, 0005",
    "6011111111111117, discover, 1117",
    "30569309025904, diners, 5904"
  })
  void knowsCardsByTheirBrand(String number, String brand, String lastFour) {
    var method = Instrument.card(number).orElseThrow().kept(FINGERPRINTS);

    assertThat(method.kind()).isEqualTo(Instrument.Kind.CARD);
    assertThat(method.brand()).isEqualTo(brand);
    assertThat(method.lastFour()).isEqualTo(lastFour);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "4111111111111112",
        "411111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111\u0000",
        " 4111111111111111",
        "４111111111111111",
        "411111111111111١",
        "4111111111111111' or 1=1",
        "9999999999999995",
        "\ud8004111111111111111"
      })
  void rejectsWhatIsNoCard(String number) {
    assertThat(Instrument.card(number)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DE89370400440532013000, DE, 3000",
    "GB82WEST12345698765432, GB, 5432",
    "NO9386011117947, NO, 7947"
  })
  void knowsAccountsByTheirCountry(String number, String country, String lastFour) {
    var method = Instrument.iban(number).orElseThrow().kept(FINGERPRINTS);

    assertThat(method.kind()).isEqualTo(Instrument.Kind.IBAN);
    assertThat(method.brand()).isEqualTo(country);
    assertThat(method.lastFour()).isEqualTo(lastFour);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DE",
        "DE89370400440532013001",
        "DE8937040044053201300",
        "de89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "XX89370400440532013000",
        "DE00370400440532013000",
        "ＤE89370400440532013000",
        "DЕ89370400440532013000",
        "DE8937040044053201300٠",
        "4111111111111111"
      })
  void rejectsWhatIsNoAccount(String number) {
    assertThat(Instrument.iban(number)).isEmpty();
  }

  @Property
  void takesEveryCardWithTheRightCheckDigitAndNoOther(
      @ForAll("visaWithoutCheckDigit") String body) {
    var right = luhn(body);

    for (var digit = 0; digit < 10; digit++) {
      assertThat(Instrument.card(body + digit).isPresent()).isEqualTo(digit == right);
    }
  }

  @Property
  void noticesEveryWrongDigitOfAnAccount(
      @ForAll("germanAccount") String account,
      @ForAll @IntRange(min = 4, max = 21) int place,
      @ForAll @IntRange(min = 1, max = 9) int change) {
    assertThat(Instrument.iban(account)).isPresent();

    var digit = (account.charAt(place) - '0' + change) % 10;
    var wrong = account.substring(0, place) + digit + account.substring(place + 1);

    assertThat(Instrument.iban(wrong)).isEmpty();
  }

  @Property(tries = 200)
  void keepsNothingOfTheNumberButItsEnd(@ForAll("visaWithoutCheckDigit") String body) {
    var number = body + luhn(body);
    var card = Instrument.card(number).orElseThrow();
    var method = card.kept(FINGERPRINTS);

    assertThat(card.toString()).isEqualTo("card");
    assertThat(method.toString()).doesNotContain(number.substring(0, 8));
    assertThat(method.fingerprint()).matches("[0-9a-f]{64}");
    assertThat(Instrument.card(number).orElseThrow().kept(FINGERPRINTS)).isEqualTo(method);
  }

  @Test
  void makesFingerprintsThatNeedTheKey() {
    var other = new Fingerprints("1".repeat(43));

    assertThat(other.of("card:4111111111111111"))
        .isNotEqualTo(FINGERPRINTS.of("card:4111111111111111"));
    // HMAC-SHA256 of 43 times "1", by openssl dgst -sha256 -hmac.
    assertThat(other.of("card:4111111111111111"))
        .isEqualTo("e8ce1276da62011dfe741e7047b6cef6f491f4df9d3814adce8b2e50fc6dc01e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "0123456789abcdefghijklmnopqrstuvwxyzABCDEF"})
  void rejectsKeysThatCouldBeGuessed(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fingerprints(key))
        .withMessage("the key is not at least 43 letters and digits");
  }

  @Provide
  Arbitrary<String> visaWithoutCheckDigit() {
    return Arbitraries.strings().numeric().ofLength(14).map(digits -> "4" + digits);
  }

  @Provide
  Arbitrary<String> germanAccount() {
    return Arbitraries.strings()
        .numeric()
        .ofLength(18)
        // ISO 7064: D is 13, E is 14, and the check digits come last.
        .map(
            account ->
                "DE%02d%s"
                    .formatted(
                        98
                            - new BigInteger(account + "131400")
                                .mod(BigInteger.valueOf(97))
                                .intValue(),
                        account));
  }

  private static int luhn(String body) {
    var sum = 0;
    for (var i = 0; i < body.length(); i++) {
      var digit = body.charAt(body.length() - 1 - i) - '0';
      var doubled = i % 2 == 0 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return (10 - sum % 10) % 10;
  }
}
