package dev.portcullis.infra.edge;

import com.pulumi.aws.route53.HealthCheck;
import com.pulumi.aws.route53.HealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Route 53's judgement of endpoints, alarms and combinations of both. Takes the checks; gives their
 * ids, by which records and other checks refer to them. Only here health checks are made.
 */
public final class HealthChecks extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:edge:HealthChecks";

  /**
   * Where Route 53 has checkers, those first that no system serves from. Three are the fewest AWS
   * allows; more would only mean more calls, because every checker of every region asks.
   */
  private static final List<String> CHECKERS =
      List.of(
          "us-west-1",
          "eu-west-1",
          "ap-northeast-1",
          "sa-east-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "us-west-2",
          "us-east-1");

  private static final int FEWEST_CHECKERS = 3;
  private static final int MOST_CHILDREN = 256;

  /** Role of a check to its id, sorted. */
  public final Map<String, Output<String>> ids;

  private final String name;
  private final Args args;
  private final Map<String, Output<String>> made = new TreeMap<>();

  /**
   * What is judged.
   *
   * @param global where global resources are made
   * @param served regions of the system: a region that is down is no witness, so none of them asks
   * @param checks children before the checks that combine them
   */
  public record Args(Scope global, List<Region> served, List<Check> checks) {
    public Args {
      served = List.copyOf(served);
      checks = List.copyOf(checks);
      var violations = Violations.in(HealthChecks.class);
      violations.unless(!checks.isEmpty(), "checks: is empty, got []; name at least one");
      var earlier = new HashSet<String>();
      for (var check : checks) {
        if (check instanceof Check.All all) {
          violations.unless(
              !all.children().isEmpty()
                  && all.children().size() <= MOST_CHILDREN
                  && earlier.containsAll(all.children()),
              "checks: "
                  + all.role()
                  + " combines what does not come before it, got "
                  + all.children()
                  + "; name checks that come earlier");
        }
        violations.unless(
            earlier.add(check.role()),
            "checks: two have one role, got \"" + check.role() + "\"; roles are unique");
      }
      violations.throwIfAny();
    }
  }

  /** Creates the checks. */
  public HealthChecks(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    this.name = name;
    this.args = args;
    for (var check : args.checks()) {
      made.put(check.role(), create(check));
    }
    ids = Collections.unmodifiableMap(made);
    registerOutputs(Map.copyOf(ids));
  }

  /**
   * Id of the check with that role.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Output<String> id(String role) {
    var id = made.get(role);
    if (id == null) {
      throw new IllegalArgumentException(
          "role: no such check, got \"" + role + "\"; known are " + made.keySet());
    }
    return id;
  }

  private Output<String> create(Check check) {
    HealthCheckArgs.Builder inputs;
    if (check instanceof Check.Endpoint endpoint) {
      inputs = ask(endpoint);
    } else if (check instanceof Check.Alarm alarm) {
      inputs = watch(alarm);
    } else {
      inputs = combine((Check.All) check);
    }
    var logical = name + "-" + check.role();
    var tags = args.global().tags().globalNamed(args.global().physicalOf(logical));
    return new HealthCheck(logical, inputs.tags(tags).build(), args.global().child(this).build())
        .id();
  }

  private HealthCheckArgs.Builder ask(Check.Endpoint check) {
    return HealthCheckArgs.builder()
        // HTTPS: over HTTP the redirect answers 301, which Route 53 takes for healthy.
        .type("HTTPS")
        .fqdn(check.host())
        .port(443)
        .resourcePath(check.path())
        .requestInterval(check.probe().intervalSeconds())
        .failureThreshold(check.probe().failureThreshold())
        .regions(checkers());
  }

  /** Interval and threshold are the alarm's: AWS rejects them here. */
  private static HealthCheckArgs.Builder watch(Check.Alarm check) {
    return HealthCheckArgs.builder()
        .type("CLOUDWATCH_METRIC")
        .cloudwatchAlarmName(check.alarmName())
        .cloudwatchAlarmRegion(check.region().id())
        .triggers(check.settings().applyValue(settings -> Map.of("alarm", settings)))
        // A region whose metrics stop is not well.
        .insufficientDataHealthStatus("Unhealthy");
  }

  private HealthCheckArgs.Builder combine(Check.All check) {
    return HealthCheckArgs.builder()
        .type("CALCULATED")
        .childHealthchecks(Output.all(check.children().stream().map(this::id).toList()))
        .childHealthThreshold(check.children().size());
  }

  private List<String> checkers() {
    var served = args.served().stream().map(Region::id).toList();
    return CHECKERS.stream()
        .filter(region -> !served.contains(region))
        .limit(FEWEST_CHECKERS)
        .toList();
  }
}
