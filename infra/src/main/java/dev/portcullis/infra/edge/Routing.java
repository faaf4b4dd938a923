package dev.portcullis.infra.edge;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.HashSet;
import java.util.List;

/** How {@link RoutingRecords} answer. A name has exactly one way: AWS mixes none. */
public sealed interface Routing {

  /**
   * An answer that a health check takes out.
   *
   * @param scope region that it leads to
   * @param target what it leads to there
   * @param healthCheckId red: the answer is not given
   */
  record Answer(Scope scope, AliasTarget target, Output<String> healthCheckId) {}

  /**
   * With the primary answer while its check is green, with the secondary one otherwise. Aliases, so
   * clients remember for AWS's 60 seconds.
   *
   * @param primary while it is healthy
   * @param secondary otherwise
   */
  record Failover(Answer primary, Answer secondary) implements Routing {}

  /**
   * With the nearest of the healthy answers. No aliases, so that clients remember for as long as is
   * said here.
   *
   * @param ttlSeconds how long clients remember, 1 to 86400; part of the time a failover takes
   * @param answers one per region
   */
  record Latency(int ttlSeconds, List<Answer> answers) implements Routing {
    public Latency {
      answers = List.copyOf(answers);
      var regions = new HashSet<>(answers.stream().map(a -> a.scope().region()).toList());
      Violations.in(Latency.class)
          .unless(
              ttlSeconds >= 1 && ttlSeconds <= 86_400,
              "ttlSeconds: out of range, got " + ttlSeconds + "; 1 to 86400")
          .unless(
              regions.size() == answers.size() && regions.size() >= 2,
              "answers: not one for each of several regions, got "
                  + answers.stream().map(a -> a.scope().region().id()).toList()
                  + "; give one per region")
          .throwIfAny();
    }
  }

  /**
   * Always with the same.
   *
   * @param target what the name leads to
   */
  record Alias(AliasTarget target) implements Routing {}

  /** See {@link Failover}. */
  static Routing failover(Answer primary, Answer secondary) {
    return new Failover(primary, secondary);
  }

  /** See {@link Latency}. */
  static Routing latency(int ttlSeconds, Answer... answers) {
    return new Latency(ttlSeconds, List.of(answers));
  }

  /** See {@link Alias}. */
  static Routing alias(AliasTarget target) {
    return new Alias(target);
  }
}
