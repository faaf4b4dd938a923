package dev.portcullis.infra.edge;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.Violations;
import java.util.List;

/** Who answers behind a {@link PublicEndpoint}. Each has a target group of its own. */
public sealed interface Target {

  /** Seconds in which an instance that leaves may finish what it is answering. */
  int DRAINING_SECONDS = 30;

  /** End of the target group's logical name and kind of its physical one; short: 32 characters. */
  String role();

  /** Functions, under the role {@code tg}. */
  static Target functions() {
    return functions("tg");
  }

  /** Functions; each joins as an {@link dev.portcullis.infra.serverless.HttpFunction}. */
  static Target functions(String role) {
    return new Functions(role);
  }

  /**
   * Instances, spoken to over HTTP inside the VPC. The security groups must let the load balancer
   * out to that port and into the instances.
   *
   * @param port of requests and of health checks
   * @param vpcId where the instances stand
   */
  static Target instances(String role, int port, Output<String> vpcId) {
    return new Instances(role, port, vpcId);
  }

  /**
   * See {@link #functions(String)}.
   *
   * @param role of the target group
   */
  record Functions(String role) implements Target {
    public Functions {
      requireFree(role);
    }
  }

  /**
   * See {@link #instances}.
   *
   * @param role of the target group
   * @param port of requests and of health checks
   * @param vpcId where the instances stand
   */
  record Instances(String role, int port, Output<String> vpcId) implements Target {
    public Instances {
      requireFree(role);
      Violations.in(Target.class)
          .unless(port >= 1 && port <= 65_535, "port: out of range, got " + port + "; 1 to 65535")
          .throwIfAny();
    }
  }

  private static void requireFree(String role) {
    Violations.in(Target.class)
        .unless(
            role.matches("[a-z][a-z0-9]*")
                && !List.of("alb", "http", "https", "waf").contains(role),
            "role: not one, or the endpoint's own, got \"" + role + "\"; e.g. app or api")
        .throwIfAny();
  }
}
