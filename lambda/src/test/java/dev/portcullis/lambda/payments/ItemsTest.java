package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Currency;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemsTest {
  private static final Payment PAYMENT =
      new Payment(
          PaymentDesk.id(1),
          "m-1",
          new Money(1_999, Currency.getInstance("EUR")),
          new Method(Instrument.Kind.CARD, "visa", "1111", "f".repeat(64)),
          false,
          Limit.Source.CONFIGURATION,
          "us-east-1",
          Instant.parse("2026-11-21T08:00:00.120Z"));

  @Test
  void readsWhatItWrote() {
    assertThat(Items.payment(Items.of(PAYMENT))).isEqualTo(PAYMENT);
  }

  @Test
  void readsAPaymentInACurrencyThatWasMoneyThen() {
    var item = new TreeMap<>(Items.of(PAYMENT));
    item.put("currency", AttributeValue.fromS("DEM"));

    assertThat(Items.payment(item).money().text()).isEqualTo("19.99");
    assertThat(Currencies.find("DEM")).isEmpty();
  }
}
