package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.peers.DynamoPeer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Any sequence of payments against a model of what may be, over DynamoDB Local. */
class GuardsTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST = 3;
  private static final Rules RULES =
      new Rules(Rules.limits("EUR=50.00"), MOST, WINDOW, Duration.ofMinutes(5));

  /** A payment that is tried: which one, how much later than the one before, and whether meant. */
  record Trial(int payment, int seconds, boolean meant) {}

  @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
  void admitsNoMorePaymentsThanAWindowMayHaveAndTheSameAgain(@ForAll("trials") List<Trial> trials)
      throws Problem {
    var guards = guards();
    var admitted = new HashMap<Long, Set<Integer>>();
    var now = Instant.parse("2026-11-21T08:00:00Z");
    for (var trial : trials) {
      now = now.plusSeconds(trial.seconds());
      var window = admitted.computeIfAbsent(now.getEpochSecond() / 600, any -> new HashSet<>());
      var may = window.size() < MOST || window.contains(trial.payment());

      assertThat(guards.count(method(), PaymentDesk.id(trial.payment()), now)).isEqualTo(may);

      if (may) {
        window.add(trial.payment());
      }
    }
  }

  @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
  void letsOnePaymentOfAnAmountHaveTheClaimUntilItRunsOut(@ForAll("trials") List<Trial> trials)
      throws Problem {
    var guards = guards();
    var holder = Optional.<Integer>empty();
    var until = Instant.MIN;
    var now = Instant.parse("2026-11-21T08:00:00Z");
    for (var trial : trials) {
      now = now.plusSeconds(trial.seconds());
      var rival = holder.filter(h -> h != trial.payment());
      if (trial.meant() || !now.isBefore(until)) {
        rival = Optional.empty();
      }

      assertThat(guards.claim(wanted(trial), method(), now)).isEqualTo(rival.map(PaymentDesk::id));

      if (rival.isEmpty()) {
        holder = Optional.of(trial.payment());
        until = now.plus(RULES.repetition());
      }
    }
  }

  @Provide
  Arbitrary<List<Trial>> trials() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 6),
            Arbitraries.integers().between(0, 400),
            Arbitraries.of(false, false, false, true))
        .as(Trial::new)
        .list()
        .ofMaxSize(25);
  }

  private static Guards guards() {
    var peer = DynamoPeer.shared();
    return new Guards(peer.client(), peer.createTable("paymentId"), RULES);
  }

  private static Wanted wanted(Trial trial) {
    return new Wanted(
        PaymentDesk.id(trial.payment()),
        "m-1",
        Money.parse("1.00", Currencies.find("EUR").orElseThrow()),
        Instrument.card(PaymentDesk.CARD).orElseThrow(),
        trial.meant());
  }

  private static Method method() {
    return Instrument.card(PaymentDesk.CARD).orElseThrow().kept(new Fingerprints(PaymentDesk.KEY));
  }
}
