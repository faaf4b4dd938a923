package dev.portcullis.lambda.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.promotion.GlobalClusters.NotNow;
import dev.portcullis.lambda.promotion.GlobalClusters.State;
import dev.portcullis.lambda.rds.Reachability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever the alarm says in whatever order, and whatever becomes of the global cluster meanwhile:
 * also between two calls of one decision.
 */
class PromotionPropertiesTest {
  private static final String P = "arn:p";
  private static final String S = "arn:s";
  private static final Instant START = Instant.parse("2026-11-21T17:00:00Z");

  /** How the global cluster is. */
  enum Cluster {
    HEALTHY(P, false, S),
    WITHOUT_WRITER("", false, S),
    IN_FAILOVER(P, true, S),
    IN_FAILOVER_WITHOUT_WRITER("", true, S),
    PROMOTED(S, false, S),
    UNKNOWN_WRITER("arn:x", false, S),
    WITHOUT_TARGET(P, false, "arn:y");

    private final String writer;
    private final boolean inFailover;
    private final String other;

    Cluster(String writer, boolean inFailover, String other) {
      this.writer = writer;
      this.inFailover = inFailover;
      this.other = other;
    }

    private State state() {
      return new State(
          Set.of(P, other), Optional.of(writer).filter(arn -> !arn.isEmpty()), inFailover);
    }
  }

  /** What happens. */
  sealed interface Happening {}

  /** Time goes by. */
  record Later(int seconds) implements Happening {}

  /** The global cluster changes. */
  record Becomes(Cluster cluster) implements Happening {}

  /** The writer's server comes or goes. */
  record Writer(boolean answers) implements Happening {}

  /**
   * News comes.
   *
   * @param age seconds since the state changed; may be negative
   * @param meanwhile what becomes of the cluster while the function is at work
   * @param looks how often the function looked at it before that
   */
  record News(String state, int age, Optional<Cluster> meanwhile, int looks) implements Happening {}

  /** The news of some time ago comes again. */
  record Again(int which) implements Happening {}

  @Provide
  Arbitrary<List<Happening>> histories() {
    var clusters = Arbitraries.of(Cluster.class);
    Arbitrary<Happening> later = Arbitraries.integers().between(0, 700).map(Later::new);
    Arbitrary<Happening> becomes = clusters.map(Becomes::new);
    Arbitrary<Happening> writer = Arbitraries.of(true, false).map(Writer::new);
    Arbitrary<Happening> news =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(6, "ALARM"), Tuple.of(2, "OK"), Tuple.of(1, "INSUFFICIENT_DATA")),
                Arbitraries.integers().between(-120, 1200),
                clusters.optional(0.2),
                Arbitraries.of(1, 2))
            .as(News::new);
    Arbitrary<Happening> again = Arbitraries.integers().between(0, 20).map(Again::new);
    return Arbitraries.frequencyOf(
            Tuple.of(3, later),
            Tuple.of(2, becomes),
            Tuple.of(2, writer),
            Tuple.of(6, news),
            Tuple.of(3, again))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 3000)
  void promotesOnlyWhenEverythingSpeaksForIt(
      @ForAll boolean armed, @ForAll("histories") List<Happening> history) {
    var world = new World(armed);

    history.forEach(world::happens);

    if (!armed) {
      assertThat(world.failovers).isZero();
    }
  }

  @Property(tries = 300)
  void promotesWhenNothingSpeaksAgainstIt(@ForAll("histories") List<Happening> history) {
    var world = new World(true);
    history.forEach(world::happens);
    world.happens(new Later(3600));
    world.happens(new Becomes(Cluster.HEALTHY));
    world.happens(new Writer(false));
    var before = world.failovers;

    world.happens(new News("ALARM", 0, Optional.empty(), 1));
    world.happens(new Again(Integer.MAX_VALUE));
    world.happens(new Again(Integer.MAX_VALUE));

    assertThat(world.failovers).isEqualTo(before + 1);
  }

  /** The function, and what it stands between. */
  private static final class World implements GlobalClusters {
    private final List<AlarmNews> heard = new ArrayList<>();
    private final Debounce debounce;
    private final Promotion promotion;
    private final boolean armed;
    private Instant now = START;
    private Cluster cluster = Cluster.HEALTHY;
    private Optional<Cluster> meanwhile = Optional.empty();
    private int looks;
    private int looksLeft;
    private Instant latest = Instant.MIN;
    private boolean answers = true;
    private int failovers;

    World(boolean armed) {
      this.armed = armed;
      InstantSource watch = () -> now;
      debounce = new Debounce(watch.withZone(ZoneOffset.UTC));
      var door = new Knocks(() -> new Reachability.Answer(answers, ""), this::rest);
      promotion = new Promotion(this, new Promotion.Plan(P, S, armed), door);
    }

    private void rest(Duration duration) {
      now = now.plus(duration);
    }

    void happens(Happening happening) {
      if (happening instanceof Later later) {
        now = now.plusSeconds(later.seconds);
      } else if (happening instanceof Becomes becomes) {
        cluster = becomes.cluster;
      } else if (happening instanceof Writer writer) {
        answers = writer.answers;
      } else if (happening instanceof News news) {
        var said = new AlarmNews(news.state, Optional.of(now.minusSeconds(news.age)));
        heard.add(said);
        meanwhile = news.meanwhile;
        looks = news.looks;
        looksLeft = looks;
        comes(said);
      } else if (happening instanceof Again again && !heard.isEmpty()) {
        comes(heard.get(Math.min(again.which, heard.size() - 1)));
      }
    }

    private void comes(AlarmNews news) {
      var before = failovers;
      var since = news.since().orElseThrow();
      var at = now;
      try {
        var outcome = debounce.refuse(news).orElseGet(promotion::run);
        assertThat(failovers - before).isEqualTo(outcome == Promotion.Outcome.STARTED ? 1 : 0);
      } catch (IllegalStateException e) {
        // Lambda calls again, or a person looks.
      }
      meanwhile = Optional.empty();
      var started = failovers - before;
      assertThat(started).isBetween(0, 1);
      if (started == 1) {
        assertThat(armed).isTrue();
        assertThat(news.state()).isEqualTo("ALARM");
        assertThat(Duration.between(since, at)).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(since).isBeforeOrEqualTo(at.plusSeconds(60)).isAfterOrEqualTo(latest);
        assertThat(answers).isFalse();
      }
      if (since.isAfter(latest) && !since.isAfter(at.plusSeconds(60))) {
        latest = since;
      }
    }

    @Override
    public State describe() {
      var state = cluster.state();
      looksLeft--;
      if (looksLeft == 0) {
        cluster = meanwhile.orElse(cluster);
      }
      return state;
    }

    /** As RDS does: it refuses while it is busy, and when there is nothing to do. */
    @Override
    public void failOver(String targetArn) throws NotNow {
      assertThat(targetArn).isEqualTo(S);
      if (cluster != Cluster.HEALTHY && cluster != Cluster.WITHOUT_WRITER) {
        // It cannot have known: that happened after it had looked for the second time.
        assertThat(meanwhile).contains(cluster);
        assertThat(looks).isEqualTo(2);
        throw new NotNow("InvalidGlobalClusterStateException", new IllegalStateException());
      }
      failovers++;
      cluster = Cluster.IN_FAILOVER;
    }
  }
}
