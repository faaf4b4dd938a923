package dev.portcullis.lambda.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.http.Reply;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.PeerLogins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The peers are real, the way to them fails. */
@Tag("moto")
class HealthTest {
  /** What a checker of Route 53 waits for, and the load balancer longer. */
  private static final Duration CHECKER = Duration.ofSeconds(2);

  /** What a loaded machine may add; still less than the peers' own time-outs together. */
  private static final Duration LOADED = Duration.ofSeconds(3);

  private final Invocation invocation = new Invocation();
  private Wired wired;
  private Health health;

  @BeforeEach
  void start() {
    wired = new Wired();
    health = wired.health(invocation.log());
    // The first questions are slower: sessions begin, classes load.
    for (var tries = 0;
        tries < 4 && !health.ask().body().toString().contains("status=ok");
        tries++) {
      later();
    }
    later();
    assertSays(200, "ok", "ok", "ok", "ok");
    assertThat(invocation.logged()).filteredOn(line -> line.contains("unavailable")).isEmpty();
  }

  @AfterEach
  void stop() {
    wired.close();
  }

  @Test
  void answersBeforeTheCheckerGivesUp() {
    assertThat(Health.DEADLINE).isLessThan(CHECKER);
  }

  @Test
  void failsAtOnceWhenTheDatabaseIsGoneAndRecoversWithIt() {
    wired.toDatabase.cut();
    later();
    assertSays(503, "unavailable", "failed", "ok", "ok");
    assertThat(invocation.logged()).last().asString().contains("health-changed", "SQL state 08");

    wired.toDatabase.mend();
    later();
    assertSays(200, "ok", "ok", "ok", "ok");
  }

  @Test
  void callsSilentDatabaseSlowForAWhileAndThenGone() {
    wired.toDatabase.block();
    later();
    assertSays(200, "degraded", "slow", "ok", "ok");
    wired.world.time.pass(Health.PATIENCE.minusMillis(1));
    assertSays(200, "degraded", "slow", "ok", "ok");
    later();
    assertSays(503, "unavailable", "slow", "ok", "ok");

    wired.toDatabase.mend();
    for (var tries = 0; tries < 20 && ask().status() != 200; tries++) {
      later();
    }
    later();
    assertSays(200, "ok", "ok", "ok", "ok");
  }

  @Test
  void staysGreenWithoutTheTableOrTheBucketAndSaysSo() {
    wired.toTable.cut();
    later();
    assertSays(200, "degraded", "ok", "ok", "failed");
    wired.toBucket.block();
    later();
    assertSays(200, "degraded", "ok", "slow", "failed");

    wired.toTable.mend();
    wired.toBucket.mend();
    for (var tries = 0; tries < 20 && !ask().body().toString().contains("status=ok"); tries++) {
      later();
    }
    assertSays(200, "ok", "ok", "ok", "ok");
  }

  @Test
  void staysGreenWithDatabaseThatFollowsTheOther() {
    var replica =
        Questions.database(
            new Database(
                Desk.readOnly(wired.world.database.logins()),
                PeerLogins.always(wired.world.database.master())));
    var followed = new Health(replica, List.of(), wired.world.time.clock(), invocation.log());

    assertThat(followed.ask().status()).isEqualTo(200);
    assertThat(followed.ask().body().toString()).contains("status=ok", "writes=refused");
  }

  @Test
  void asksNobodyTwiceInThreeSeconds() {
    var asked = new AtomicInteger();
    var counted =
        new Health(
            new Dependency("database", () -> "accepted " + asked.incrementAndGet()),
            List.of(),
            wired.world.time.clock(),
            invocation.log());

    var first = counted.ask();
    wired.world.time.pass(Health.KEPT.minusMillis(1));
    assertThat(counted.ask()).isSameAs(first);
    wired.world.time.pass(Duration.ofMillis(1));
    assertThat(counted.ask()).isNotSameAs(first);
    assertThat(asked).hasValue(2);
  }

  @Test
  void tellsNobodyWhyOutsideOfTheLog() {
    wired.toDatabase.cut();
    later();

    assertThat(ask().body())
        .isEqualTo(
            Map.of(
                "status",
                "unavailable",
                "dependencies",
                Map.of("bucket", "ok", "database", "failed", "table", "ok")));
  }

  private void later() {
    wired.world.time.pass(Health.KEPT);
  }

  private Reply ask() {
    var begin = System.nanoTime();
    var reply = health.ask();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CHECKER.plus(LOADED));
    return reply;
  }

  private void assertSays(int code, String status, String database, String bucket, String table) {
    var reply = ask();
    assertThat(reply.body().toString())
        .contains("status=" + status)
        .contains("database=" + database, "bucket=" + bucket, "table=" + table);
    assertThat(reply.status()).isEqualTo(code);
  }
}
