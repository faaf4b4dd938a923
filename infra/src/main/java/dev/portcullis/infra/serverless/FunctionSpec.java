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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RegionalFunction} needs.
 *
 * @param site region, and the key of the environment variables
 * @param placement private subnets and the functions' security group
 * @param code what it runs
 * @param environment name to value; never a secret, only where a secret is
 * @param grants what its code may do besides logging
 * @param logs the key of the log group, of the same region
 * @param logRetentionDays one of the periods CloudWatch knows; 30 unless said otherwise
 * @param ways what its calls go through, such as endpoints: there before the function is called
 */
public record FunctionSpec(
    Site site,
    Placement placement,
    FunctionCode code,
    Output<Map<String, String>> environment,
    List<Statement> grants,
    Site logs,
    int logRetentionDays,
    List<Resource> ways) {

  public FunctionSpec {
    grants = List.copyOf(grants);
    ways = List.copyOf(ways);
  }

  /** Starts with the place of the function; the rest is named step by step. */
  public static Builder in(Site site, Placement placement) {
    return new Builder(site, placement);
  }

  /**
   * The same, with more variables and grants: for a component that knows what its function must be
   * told and may do.
   */
  public FunctionSpec with(References variables, List<Statement> more) {
    var all = new ArrayList<>(grants);
    all.addAll(more);
    return new FunctionSpec(
        site,
        placement,
        code,
        Output.tuple(environment, variables.known())
            .applyValue(
                both -> {
                  var merged = new TreeMap<>(both.t1);
                  merged.putAll(both.t2);
                  return merged;
                }),
        all,
        logs,
        logRetentionDays,
        ways);
  }

  /** Collects the arguments; {@link #build} says which are missing. */
  public static final class Builder {
    private final Site site;
    private final Placement placement;
    private final Map<String, Output<String>> environment = new TreeMap<>();
    private final List<Statement> grants = new ArrayList<>();
    private @Nullable FunctionCode code;
    private @Nullable Site logs;
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

    /** Key of the log group; required. */
    public Builder logs(Site value) {
      logs = value;
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
    public FunctionSpec build() {
      Violations.in(RegionalFunction.class)
          .unless(code != null, "code: is missing, got nothing; call code(…)")
          .unless(logs != null, "logs: is missing, got nothing; call logs(…)")
          .throwIfAny();
      return new FunctionSpec(
          site,
          placement,
          Objects.requireNonNull(code),
          new References(environment).known(),
          grants,
          Objects.requireNonNull(logs),
          logRetentionDays,
          ways);
    }
  }
}
