package dev.portcullis.lambda.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final Queue<String> outcomes = new ArrayDeque<>();

  @AfterEach
  void forgetInterruption() {
    Thread.interrupted();
  }

  @Test
  void waitsLongerEachTimeAndNeverAllOfIt() throws IOException {
    outcomes.addAll(List.of("down", "down", "done"));

    assertThat(call(3, 0.5)).isEqualTo("done");
    assertThat(pauses).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  @Test
  void doesNotWaitWhenItWorks() throws IOException {
    outcomes.add("done");

    assertThat(call(3, 0.5)).isEqualTo("done");
    assertThat(pauses).isEmpty();
  }

  @Test
  void failsWithTheLastFailureWhenAttemptsAreUsedUp() {
    outcomes.addAll(List.of("down", "down", "done"));

    assertThatThrownBy(() -> call(2, 0)).isInstanceOf(IOException.class).hasMessage("down");
    assertThat(outcomes).containsExactly("done");
  }

  @Test
  void failsAtOnceWhenTheFailureDoesNotPass() {
    outcomes.addAll(List.of("broken", "done"));

    assertThatThrownBy(() -> call(3, 0)).hasMessage("broken");
    assertThat(pauses).isEmpty();
  }

  @Test
  void failsWhenInterruptedBetweenAttempts() {
    var retry =
        new Retry(
            2,
            Duration.ofMillis(1),
            pause -> {
              throw new InterruptedException();
            },
            fixed(0));

    assertThatThrownBy(
            () ->
                retry.call(
                    () -> {
                      throw new IOException("down");
                    },
                    IOException.class,
                    e -> true))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void rejectsNoAttempts() {
    assertThatThrownBy(() -> Retry.of(0, Duration.ZERO)).hasMessage("attempts: at least 1, got 0");
  }

  private String call(int attempts, double chance) throws IOException {
    return new Retry(attempts, Duration.ofMillis(100), pauses::add, fixed(chance))
        .call(this::next, IOException.class, e -> e.getMessage().equals("down"));
  }

  private String next() throws IOException {
    var outcome = outcomes.remove();
    if (!outcome.equals("done")) {
      throw new IOException(outcome);
    }
    return outcome;
  }

  private static RandomGenerator fixed(double chance) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return chance;
      }
    };
  }
}
