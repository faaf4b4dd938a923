package dev.portcullis.infra.serverless;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.Violations;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why EventBridge runs a function. */
public sealed interface EventCause {

  /** What the rule is for, shown in the console. */
  String description();

  /**
   * The time has come. Only the default bus knows time.
   *
   * @param expression {@code rate(1 minute)}, {@code rate(2 hours)} or {@code cron(…)}, in UTC
   */
  static EventCause clock(String description, String expression) {
    return new Clock(description, expression);
  }

  /** Something happened, on the region's default bus, where AWS's own services report. */
  static EventCause event(String description, Output<String> pattern) {
    return new Event(description, pattern, Optional.empty(), Optional.empty());
  }

  /**
   * Something happened, on that bus.
   *
   * @param deadLetters ARN of the queue that keeps what the function could not be given
   */
  static EventCause event(
      String description,
      Output<String> pattern,
      Output<String> busName,
      Output<String> deadLetters) {
    return new Event(description, pattern, Optional.of(busName), Optional.of(deadLetters));
  }

  /**
   * Time.
   *
   * @param description what the rule is for
   * @param expression when
   */
  record Clock(String description, String expression) implements EventCause {
    private static final Pattern EXPRESSION =
        Pattern.compile(
            "rate\\((1 (minute|hour|day)|([2-9]|[1-9]\\d+) (minutes|hours|days))\\)"
                + "|cron\\(\\S+( \\S+){5}\\)");

    public Clock {
      Violations.in(Clock.class)
          .unless(
              EXPRESSION.matcher(expression).matches(),
              "expression: not one EventBridge knows, got \""
                  + expression
                  + "\"; e.g. rate(1 minute), rate(5 minutes), cron(0 3 * * ? *)")
          .throwIfAny();
    }
  }

  /**
   * An event.
   *
   * @param description what the rule is for
   * @param pattern JSON pattern that the event matches
   * @param busName the bus; empty for the default one
   * @param deadLetters where undeliverable events go; empty: they are lost after a day
   */
  record Event(
      String description,
      Output<String> pattern,
      Optional<Output<String>> busName,
      Optional<Output<String>> deadLetters)
      implements EventCause {}
}
