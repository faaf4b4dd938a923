package dev.portcullis.infra.serverless;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link HttpFunction} needs.
 *
 * @param site region, and the key of the environment variables
 * @param placement private subnets and the functions' security group
 * @param code what it runs
 * @param environment name to value; never a secret, only where a secret is
 * @param grants what its code may do besides logging
 * @param targetGroupArn target group of the load balancer
 * @param logKeyArn key of the log group
 * @param logRetentionDays one of the periods CloudWatch knows; 30 unless said otherwise
 * @param ways what its calls go through, such as endpoints: there before the function is called
 */
public record HttpFunctionArgs(
    Site site,
    Placement placement,
    FunctionCode code,
    Output<Map<String, String>> environment,
    List<Statement> grants,
    Output<String> targetGroupArn,
    Output<String> logKeyArn,
    int logRetentionDays,
    List<Resource> ways) {

  private static final Set<Integer> PERIODS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  public HttpFunctionArgs {
    grants = List.copyOf(grants);
    ways = List.copyOf(ways);
    Violations.in(HttpFunction.class)
        .unless(
            PERIODS.contains(logRetentionDays),
            "logRetentionDays: not a period CloudWatch knows, got "
                + logRetentionDays
                + "; e.g. 7, 14, 30, 90, 365")
        .throwIfAny();
  }

  /** Starts with the place of the function; the rest is named step by step. */
  public static Builder in(Site site, Placement placement) {
    return new Builder(site, placement);
  }

  /** Collects the arguments; {@link #build} says which are missing. */
  public static final class Builder {
    private final Site site;
    private final Placement placement;
    private final Map<String, Output<String>> environment = new TreeMap<>();
    private final List<Statement> grants = new ArrayList<>();
    private @Nullable FunctionCode code;
    private @Nullable Output<String> targetGroupArn;
    private @Nullable Output<String> logKeyArn;
    private int logRetentionDays = 30;
    private List<Resource> ways = List.of();

    private Builder(Site site, Placement placement) {
      this.site = site;
      this.placement = placement;
    }

    /** What it runs; required. */
    public Builder code(FunctionCode value) {
      code = value;
      return this;
    }

    /** An environment variable; the reference is the edge to what it names. */
    public Builder variable(String name, Output<String> value) {
      environment.put(name, value);
      return this;
    }

    /** What the code may do. */
    public Builder grant(List<Statement> statements) {
      grants.addAll(statements);
      return this;
    }

    /** Target group that sends the requests; required. */
    public Builder targetGroup(Output<String> arn) {
      targetGroupArn = arn;
      return this;
    }

    /** Key of the log group; required. */
    public Builder logKey(Output<String> arn) {
      logKeyArn = arn;
      return this;
    }

    /** Days the logs stay. */
    public Builder logRetentionDays(int days) {
      logRetentionDays = days;
      return this;
    }

    /** What its calls go through; nothing else in the arguments refers to it. */
    public Builder through(List<Resource> resources) {
      ways = resources;
      return this;
    }

    /**
     * The arguments.
     *
     * @throws IllegalArgumentException naming everything that is missing
     */
    public HttpFunctionArgs build() {
      Violations.in(HttpFunction.class)
          .unless(code != null, "code: is missing, got nothing; call code(…)")
          .unless(
              targetGroupArn != null, "targetGroup: is missing, got nothing; call targetGroup(…)")
          .unless(logKeyArn != null, "logKey: is missing, got nothing; call logKey(…)")
          .throwIfAny();
      return new HttpFunctionArgs(
          site,
          placement,
          Objects.requireNonNull(code),
          new References(environment).known(),
          grants,
          Objects.requireNonNull(targetGroupArn),
          Objects.requireNonNull(logKeyArn),
          logRetentionDays,
          ways);
    }
  }
}
