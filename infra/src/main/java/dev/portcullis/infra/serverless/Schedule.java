package dev.portcullis.infra.serverless;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.Map;

/**
 * A clock for a function. Takes the function and when it runs; gives nothing: what the function
 * does is its business. It stands on the default bus of the function's region, the only one that
 * knows time.
 */
public final class Schedule extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:serverless:Schedule";

  /**
   * Who runs when.
   *
   * @param function who
   * @param expression {@code rate(1 minute)}, {@code rate(2 hours)} or {@code cron(…)}, in UTC
   */
  public record Args(RegionalFunction function, String expression) {}

  /** Creates the rule, the permission and the connection. */
  public Schedule(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    // From here on the function runs by itself.
    EventTrigger.create(
        this,
        name,
        args.function(),
        EventCause.clock("Runs the function: " + args.expression(), args.expression()));
    registerOutputs(Map.of());
  }
}
