package dev.portcullis.infra.edge;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.Region;
import java.util.List;

/** One way in which {@link HealthChecks} judge something. */
public sealed interface Check {

  /** What is judged, e.g. {@code api-use1}; unique in its component, and the end of its name. */
  String role();

  /**
   * Whoever answers at that name is asked over HTTPS.
   *
   * @param host the endpoint's own name, of one region. The name that the check decides about would
   *     be a circle: after a failover the check would watch the other region, and never let go
   * @param path answered with 2xx while all is well
   */
  static Check endpoint(String role, Output<String> host, String path, Probe probe) {
    return new Endpoint(role, host, Output.of(path), probe);
  }

  /** The same, where the path comes from what is asked, such as the stage of an API. */
  static Check endpoint(String role, Output<String> host, Output<String> path, Probe probe) {
    return new Endpoint(role, host, path, probe);
  }

  /**
   * Something private, that an alarm watches from inside.
   *
   * @param region region of the alarm
   * @param alarmName an alarm on one metric with a plain statistic and a period of 60 seconds or
   *     more: Route 53 reads the metric itself, and understands nothing else
   * @param settings text that changes when the alarm watches something else or otherwise: Route 53
   *     takes these over once and goes on with the old ones until the check is changed too
   */
  static Check alarm(
      String role, Region region, Output<String> alarmName, Output<String> settings) {
    return new Alarm(role, region, alarmName, settings);
  }

  /**
   * Green while all of these are.
   *
   * @param children roles of checks that come earlier in the list
   */
  static Check all(String role, List<String> children) {
    return new All(role, children);
  }

  /**
   * See {@link #endpoint(String, Output, String, Probe)}.
   *
   * @param role what is judged
   * @param host name of the endpoint
   * @param path what is asked for
   * @param probe how often, how patiently
   */
  record Endpoint(String role, Output<String> host, Output<String> path, Probe probe)
      implements Check {}

  /**
   * See {@link #alarm}.
   *
   * @param role what is judged
   * @param region region of the alarm
   * @param alarmName its name
   * @param settings what it watches, and how
   */
  record Alarm(String role, Region region, Output<String> alarmName, Output<String> settings)
      implements Check {}

  /**
   * See {@link #all}.
   *
   * @param role what is judged
   * @param children roles of other checks
   */
  record All(String role, List<String> children) implements Check {
    public All {
      children = List.copyOf(children);
    }
  }
}
