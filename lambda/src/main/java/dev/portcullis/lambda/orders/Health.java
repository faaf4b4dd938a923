package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Reply;
import dev.portcullis.lambda.platform.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the region is, from here: what every dependency says of itself, for the checkers of Route 53
 * and the load balancer, which ask several times a second and give up after two seconds.
 *
 * <ul>
 *   <li>All are asked at once, each in its own thread, and nobody is waited for longer than {@link
 *       #DEADLINE}; what they said is good for {@link #KEPT}.
 *   <li>The database decides. A region without it can neither place nor show an order, and must
 *       look dead while the other region can: {@code unavailable}, 503, at once when the database
 *       says so or cannot be reached, and when it has been silent for {@link #PATIENCE}.
 *   <li>A database that is slow for a moment makes the region {@code degraded}, 200: load slows
 *       both regions at once, and a switch would only move the load.
 *   <li>Without the table or the bucket orders can still be shown, and no other region places them
 *       instead, because the writer is here: {@code degraded}, 200. So none of these takes both
 *       regions down.
 *   <li>A database that follows the other region's is well: {@code "writes":"refused"} says so.
 * </ul>
 *
 * <p>When both databases are gone both regions are red, and say the truth: Route 53 then answers
 * with the primary region as if both were green, and load balancers send requests to targets when
 * all of them are red.
 */
final class Health {
  /** Less than the two seconds of Route 53's checkers by what an invocation takes besides. */
  static final Duration DEADLINE = Duration.ofMillis(1_500);

  /** How long an answer is good: a checker sees it once, two checkers share it. */
  static final Duration KEPT = Duration.ofSeconds(3);

  /** How long a silent database counts as slow; three checks of Route 53 come on top of it. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Dependency database;
  private final List<Dependency> others;
  private final Clock clock;
  private final Log log;
  private @Nullable Reply known;
  private Instant knownAt = Instant.MIN;
  private @Nullable Instant silentSince;
  private String status = "ok";

  /**
   * The health of these.
   *
   * @param database tells whether it accepts writes
   * @param others what an order needs besides
   */
  Health(Dependency database, List<Dependency> others, Clock clock, Log log) {
    this.database = database;
    this.others = List.copyOf(others);
    this.clock = clock;
    this.log = log;
  }

  /** The answer to a checker. */
  Reply ask() {
    var kept = known;
    if (kept != null && clock.instant().isBefore(knownAt.plus(KEPT))) {
      return kept;
    }
    var fresh = asked();
    known = fresh;
    knownAt = clock.instant();
    return fresh;
  }

  private Reply asked() {
    database.begin();
    others.forEach(Dependency::begin);
    var end = System.nanoTime() + DEADLINE.toNanos();
    var said = new TreeMap<String, Dependency.Answer>();
    var decisive = within(database, end);
    said.put(database.name(), decisive);
    others.forEach(other -> said.put(other.name(), within(other, end)));
    var now = judged(decisive, said.values().stream().allMatch(Dependency.Answer::ok));
    if (!now.equals(status)) {
      status = now;
      tell(said);
    }
    return reply(now, decisive, said);
  }

  private static Dependency.Answer within(Dependency dependency, long end) {
    return dependency.answer(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private String judged(Dependency.Answer decisive, boolean allWell) {
    if (decisive.state() != Dependency.State.SLOW) {
      silentSince = null;
      return decisive.ok() ? (allWell ? "ok" : "degraded") : "unavailable";
    }
    var since = silentSince;
    if (since == null) {
      silentSince = clock.instant();
      return "degraded";
    }
    return clock.instant().isBefore(since.plus(PATIENCE)) ? "degraded" : "unavailable";
  }

  private void tell(Map<String, Dependency.Answer> said) {
    var fields = new TreeMap<String, Object>();
    fields.put("status", status);
    said.forEach(
        (name, answer) -> {
          fields.put(name, answer.state().text());
          fields.put(name + "_detail", answer.detail());
        });
    log.warn("health-changed", fields);
  }

  private static Reply reply(
      String status, Dependency.Answer decisive, Map<String, Dependency.Answer> said) {
    var dependencies = new TreeMap<String, Object>();
    said.forEach((name, answer) -> dependencies.put(name, answer.state().text()));
    var body = new TreeMap<String, Object>();
    body.put("status", status);
    body.put("dependencies", dependencies);
    if (decisive.ok()) {
      body.put("writes", decisive.detail());
    }
    return Reply.of(status.equals("unavailable") ? 503 : 200, body);
  }
}
