package dev.portcullis.lambda.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is sent, an order is either taken exactly as it was meant or refused with a code. */
class TradeDraftPropertiesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11";

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("abzAZ09-.ΑА１\u0000\u202e\u0301 '").ofMaxLength(66),
        Arbitraries.strings().all().ofMaxLength(4),
        Arbitraries.strings().withCharRange('A', 'Z').ofMinLength(1).ofMaxLength(14));
  }

  @Provide
  Arbitrary<String> sides() {
    return Arbitraries.oneOf(Arbitraries.of("buy", "sell", "BUY", ""), Arbitraries.strings());
  }

  @Provide
  Arbitrary<Long> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.longs(),
        Arbitraries.longs().between(-1, 1_000_001),
        Arbitraries.longs().between(999_999_999, 1_000_000_002));
  }

  @Property(tries = 2000)
  void takesAnOrderAsItWasMeantOrNotAtAll(
      @ForAll("names") String account,
      @ForAll("names") String symbol,
      @ForAll("sides") String side,
      @ForAll("numbers") long quantity,
      @ForAll("numbers") long price)
      throws JsonProcessingException, Problem {
    var body = new LinkedHashMap<String, Object>();
    body.put("accountId", account);
    body.put("symbol", symbol);
    body.put("side", side);
    body.put("quantity", quantity);
    body.put("limitPriceCents", price);
    var draft = TradeDraft.parse(JSON.writeValueAsString(body));
    var right =
        only(account, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", 64)
            && only(symbol, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.", 12)
            && (side.equals("buy") || side.equals("sell"))
            && quantity >= 1
            && quantity <= 1_000_000
            && price >= 1
            && price <= 1_000_000_000;

    if (right) {
      var order = draft.accept(ID, Instant.EPOCH);
      assertThat(order.accountId()).isEqualTo(account);
      assertThat(order.symbol()).isEqualTo(symbol);
      assertThat(order.side().text()).isEqualTo(side);
      assertThat(order.terms()).isEqualTo(new Terms(quantity, price));
      assertThat(order.version()).isEqualTo(1);
    } else {
      assertRefused(Code.INVALID_ORDER, () -> draft.accept(ID, Instant.EPOCH));
    }
  }

  @Property(tries = 2000)
  void refusesWhateverIsNoOrderWithACode(@ForAll String body) {
    try {
      TradeDraft.parse(body).accept(ID, Instant.EPOCH);
      throw new AssertionError("no order at all was taken: " + body);
    } catch (Problem problem) {
      assertThat(problem.code()).isIn(Code.INVALID_JSON, Code.INVALID_ORDER);
      assertThat(problem.getMessage()).hasSizeLessThan(400);
    }
  }

  @Provide
  Arbitrary<String> positions() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.longs().between(0, 10_000_000_000_000_000L).map(millis -> millis + "." + ID));
  }

  @Property(tries = 2000)
  void readsPositionsItHasWrittenAndRefusesOthers(
      @ForAll("names") String account,
      @ForAll("numbers") long limit,
      @ForAll("positions") String after) {
    var parameters = Map.of("accountId", account, "limit", String.valueOf(limit), "after", after);
    try {
      var query = OrderQuery.of(parameters);
      assertThat(query.limit()).isEqualTo((int) limit).isBetween(1, 100);
      assertThat(query.after().orElseThrow().text()).isEqualTo(after);
    } catch (Problem problem) {
      assertThat(problem.code()).isEqualTo(Code.INVALID_QUERY);
    }
  }

  private static boolean only(String text, String characters, int most) {
    return !text.isEmpty()
        && text.length() <= most
        && text.chars().allMatch(c -> characters.indexOf(c) >= 0);
  }

  private static void assertRefused(
      Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
