package dev.portcullis.lambda.orders;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Something the function cannot do without, asked in a thread of its own. Who does not answer in
 * time is not asked again before it did: questions do not pile up.
 */
final class Dependency {
  private final String name;
  private final Callable<String> question;
  private final ExecutorService thread;
  private @Nullable Future<String> asked;

  /** How it is. */
  enum State {
    OK,
    /** It did not answer in time: busy, or gone without a word. */
    SLOW,
    /** It refused, or is known not to be there. */
    FAILED;

    /** As checkers see it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What it said.
   *
   * @param detail its own words when all is well, else the kind of failure, which is for the log
   */
  record Answer(State state, String detail) {
    /** Whether all is well. */
    boolean ok() {
      return state == State.OK;
    }
  }

  /**
   * A dependency of that name.
   *
   * @param question throws when it is not well
   */
  Dependency(String name, Callable<String> question) {
    this.name = name;
    this.question = question;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              var made = new Thread(work, "health-" + name);
              made.setDaemon(true);
              return made;
            });
  }

  /** Its name. */
  String name() {
    return name;
  }

  /** Asks it, unless an earlier question is still open. */
  void begin() {
    // An answer that came after its time may be as old as the pause between two invocations.
    if (asked == null || asked.isDone()) {
      asked = thread.submit(question);
    }
  }

  /** What it says, as far as it says so in time. */
  Answer answer(long timeout, TimeUnit unit) {
    var open = asked;
    if (open == null) {
      throw new IllegalStateException("not asked");
    }
    try {
      return new Answer(State.OK, open.get(timeout, unit));
    } catch (TimeoutException e) {
      return new Answer(State.SLOW, "");
    } catch (ExecutionException e) {
      return failure(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(State.SLOW, "interrupted");
    }
  }

  private static Answer failure(Throwable cause) {
    var kind = cause.getClass().getSimpleName();
    if (cause instanceof SQLException e) {
      kind = "SQL state " + e.getSQLState();
    }
    return new Answer(ranOutOfTime(cause) ? State.SLOW : State.FAILED, kind);
  }

  private static boolean ranOutOfTime(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SocketTimeoutException
          || at instanceof ApiCallTimeoutException
          || at instanceof ApiCallAttemptTimeoutException
          || at instanceof AbortedException) {
        return true;
      }
    }
    return false;
  }
}
