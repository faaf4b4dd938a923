package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.payments.Limit.Source;
import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.postgres.CredentialSource;
import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.PeerLogins;
import dev.portcullis.lambda.postgres.RdsLogins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about limits with a clock of their own, and the limits in a real PostgreSQL. */
class LimitsTest {
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final Currency JPY = Currency.getInstance("JPY");

  private final Rules rules =
      new Rules(
          Rules.limits("EUR=50.00,JPY=800"), 5, Duration.ofMinutes(10), Duration.ofMinutes(10));
  private final Invocation invocation = new Invocation();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T08:00:00Z"));
  private OptionalLong stored = OptionalLong.empty();
  private boolean down;
  private int asked;
  private final Limits limits = new Limits(rules, this::find, clock, invocation.log());

  @Test
  void takesTheMerchantsOwnLimitOrElseTheConfiguredOne() throws Problem {
    assertThat(limits.of("m-1", EUR)).isEqualTo(new Limit(5_000, Source.CONFIGURATION));
    stored = OptionalLong.of(7_000);
    assertThat(limits.of("m-2", EUR)).isEqualTo(new Limit(7_000, Source.MERCHANT));
    assertThat(limits.of("m-2", JPY)).isEqualTo(new Limit(7_000, Source.MERCHANT));
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void remembersForSomeMinutes() throws Problem {
    limits.of("m-1", EUR);
    stored = OptionalLong.of(1);
    clock.advance(Duration.ofSeconds(299));
    assertThat(limits.of("m-1", EUR).source()).isEqualTo(Source.CONFIGURATION);
    clock.advance(Duration.ofSeconds(2));
    assertThat(limits.of("m-1", EUR)).isEqualTo(new Limit(1, Source.MERCHANT));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void goesOnWithoutTheDatabaseSaysSoAndLeavesItAlone() throws Problem {
    down = true;
    assertThat(limits.of("m-1", EUR)).isEqualTo(new Limit(5_000, Source.DATABASE_DOWN));
    clock.advance(Duration.ofSeconds(29));
    assertThat(limits.of("m-2", EUR).source()).isEqualTo(Source.DATABASE_DOWN);
    assertThat(asked).isEqualTo(1);
    down = false;
    clock.advance(Duration.ofSeconds(2));
    assertThat(limits.of("m-1", EUR).source()).isEqualTo(Source.CONFIGURATION);
    assertThat(invocation.logged()).singleElement().asString().contains("limits-unavailable");
  }

  @Test
  void raisesNoLimitWhileTheDatabaseIsDown() throws Problem {
    stored = OptionalLong.of(0);
    limits.of("stopped", EUR);
    stored = OptionalLong.of(9_000);
    limits.of("large", EUR);
    down = true;
    clock.advance(Duration.ofMinutes(6));

    assertThat(limits.of("stopped", EUR)).isEqualTo(new Limit(0, Source.DATABASE_DOWN));
    assertThat(limits.of("large", EUR)).isEqualTo(new Limit(5_000, Source.DATABASE_DOWN));
  }

  @Test
  void rejectsCurrenciesWithoutALimit() {
    assertThatThrownBy(() -> limits.of("m-1", Currency.getInstance("USD")))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo(Problem.Code.INVALID_PAYMENT));
    assertThat(asked).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "EUR", "EUR=", "EUR=-1", "EUR=1.999", "DEM=1", "EUR=1,", "EUR=1;USD=2"})
  void rejectsLimitsThatAreNone(String text) {
    assertThatThrownBy(() -> Rules.limits(text))
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
  }

  @Test
  void readsLimitsFromTheDatabase() throws Exception {
    var peer = PostgresPeer.shared().createDatabase();
    var merchants =
        new PostgresMerchantLimits(new Database(peer.logins(), PeerLogins.always(peer.master())));
    assertThat(merchants.find("m-1", EUR)).as("without a table").isEmpty();
    try (var session = peer.open();
        var statement = session.createStatement()) {
      var script = Files.readString(Path.of("sql", "merchant_limit.sql"));
      statement.execute(script);
      statement.execute(script);
      statement.execute("insert into merchant_limit values ('m-1', 'EUR', 7000)");
    }

    assertThat(merchants.find("m-1", EUR)).hasValue(7_000);
    assertThat(merchants.find("m-1", JPY)).isEmpty();
    assertThat(merchants.find("m-1' or '1'='1", EUR)).isEmpty();
  }

  @Test
  void failsSoonWhenTheDatabaseIsNotThere() {
    var nobody = new RdsLogins("127.0.0.1", 1, "n", "test").within(1);
    var merchants =
        new PostgresMerchantLimits(
            new Database(nobody, PeerLogins.always(new Credentials("u", "p"))));
    var before = System.nanoTime();

    assertThatThrownBy(() -> merchants.find("m-1", EUR))
        .isInstanceOf(MerchantLimits.NotKnown.class)
        .hasMessageStartingWith("SQL state 08");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void failsWhenItsSecretIsNone() {
    var merchants =
        new PostgresMerchantLimits(
            new Database(
                credentials -> {
                  throw new SQLException("never asked");
                },
                new CredentialSource() {
                  @Override
                  public Credentials known() {
                    return Credentials.parse("half rotated");
                  }

                  @Override
                  public Credentials renewed() {
                    return known();
                  }
                }));

    assertThatThrownBy(() -> merchants.find("m-1", EUR))
        .isInstanceOf(MerchantLimits.NotKnown.class)
        .hasMessage("MalformedSecret");
    assertThatIllegalStateException().isThrownBy(() -> Rules.limits("none"));
  }

  private OptionalLong find(String merchantId, Currency currency) throws MerchantLimits.NotKnown {
    asked++;
    if (down) {
      throw new MerchantLimits.NotKnown("SQL state 08001", new SQLException());
    }
    return stored;
  }
}
