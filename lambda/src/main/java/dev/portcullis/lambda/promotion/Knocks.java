package dev.portcullis.lambda.promotion;

import dev.portcullis.lambda.platform.Retry.Sleeper;
import dev.portcullis.lambda.rds.Reachability;
import java.time.Duration;

/**
 * Asks several times, some seconds apart: one answer is enough, a single silence is not. A
 * connection that is refused once, during a restart, must not cost what was not replicated.
 */
final class Knocks implements Reachability {
  private static final int TIMES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final Reachability door;
  private final Sleeper sleeper;

  Knocks(Reachability door, Sleeper sleeper) {
    this.door = door;
    this.sleeper = sleeper;
  }

  @Override
  public Answer ask() {
    var answer = door.ask();
    for (int knocked = 1; knocked < TIMES && !answer.reachable(); knocked++) {
      try {
        sleeper.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        // Not having asked often enough is no proof of anything.
        throw new IllegalStateException("interrupted while knocking", e);
      }
      answer = door.ask();
    }
    return answer;
  }
}
