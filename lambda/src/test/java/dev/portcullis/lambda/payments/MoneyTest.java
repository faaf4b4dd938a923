package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  private static final long MOST = 999_999_999_999L;

  @ParameterizedTest
  @CsvSource({
    "19.99, EUR, 1999, 19.99",
    "20, EUR, 2000, 20.00",
    "0.1, EUR, 10, 0.10",
    "800, JPY, 800, 800",
    "1.234, KWD, 1234, 1.234",
    "999999999999.999, KWD, 999999999999999, 999999999999.999"
  })
  void countsInTheSmallestUnitOfTheCurrency(String text, String code, long minor, String shown) {
    var money = Money.parse(text, currency(code));

    assertThat(money.minorUnits()).isEqualTo(minor);
    assertThat(money.text()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"19.999, EUR", "1.5, JPY", "1.0, JPY", "1.2345, KWD"})
  void rejectsMoreDigitsThanTheCurrencyHas(String text, String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse(text, currency(code)))
        .withMessageContaining("digits after the point");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "-0",
        "1e3",
        "1E3",
        "0x1",
        "01",
        "00",
        ".5",
        "5.",
        "1,00",
        "1_000",
        "1 ",
        " 1",
        "1.0.0",
        "1000000000000",
        "99999999999999999999999999",
        "NaN",
        "Infinity",
        "١٢",
        "１２",
        "1.٠",
        "1\u0000",
        "\u200e1",
        "1\u202e",
        "1\u0301",
        "\ud800",
        "1;drop table"
      })
  void rejectsWhatIsNoPlainDecimal(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse(text, currency("EUR")))
        // It could be anything, the number of a card included.
        .withMessageStartingWith("decimal text of up to 12 digits");
  }

  @Property
  void readsWhatItWrites(
      @ForAll("currencies") Currency currency, @ForAll @LongRange(min = 0, max = MOST) long minor) {
    var money = new Money(minor, currency);

    assertThat(Money.parse(money.text(), currency)).isEqualTo(money);
  }

  @Property
  void readsEverythingOrRefusesItAndNeverSomethingElse(
      @ForAll("currencies") Currency currency, @ForAll("numberLike") String text) {
    try {
      var money = Money.parse(text, currency);
      assertThat(new BigDecimal(money.text())).isEqualByComparingTo(new BigDecimal(text));
      assertThat(money.minorUnits()).isNotNegative();
    } catch (IllegalArgumentException e) {
      assertThat(e).isNotInstanceOf(NumberFormatException.class);
    }
  }

  @Test
  void knowsTheCurrenciesOfTodayOnly() {
    for (var code : new String[] {"EUR", "USD", "JPY", "KWD", "CLP", "XOF"}) {
      assertThat(Currencies.find(code)).as(code).isPresent();
    }
    for (var code :
        new String[] {
          "DEM",
          "FRF",
          "CHE",
          "CHW",
          "USN",
          "UYI",
          "CLF",
          "XAU",
          "XTS",
          "XXX",
          "eur",
          "EURO",
          "ЕUR",
          "",
          "EU\u0000"
        }) {
      assertThat(Currencies.find(code)).as(code).isEmpty();
    }
  }

  @Provide
  Arbitrary<Currency> currencies() {
    return Arbitraries.of("EUR", "USD", "JPY", "KWD", "CLP", "XOF", "BHD").map(MoneyTest::currency);
  }

  @Provide
  Arbitrary<String> numberLike() {
    return Arbitraries.strings().withChars("0123456789.-+eE,_ ٣１").ofMaxLength(20);
  }

  private static Currency currency(String code) {
    return Currencies.find(code).orElseThrow();
  }
}
