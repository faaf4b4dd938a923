package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.Location;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A small system of three regions and something global, with replication, failover and peering, of
 * which one resource has failed, one is undecided and one is waived; traced.
 */
final class SampleSystem {
  private static final String EAST = "us-east-1";
  private static final String WEST = "us-west-2";
  private static final String THIRD = "eu-west-1";
  private static final String RULE = "KMS-001";

  /** Behind every text that is of whoever wrote the program or the waiver. */
  private final String suffix;

  private final List<Resource> resources = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final ResourceGraph graph;
  private final Decision decision;

  private SampleSystem(String suffix) {
    this.suffix = suffix;
    resources();
    this.graph = new ResourceGraph(GraphSource.UNKNOWN, resources, null);
    this.decision = decide();
  }

  static SampleSystem plain() {
    return new SampleSystem("");
  }

  /** The same with text that a page must not obey wherever a program can put text. */
  static SampleSystem hostile(String text) {
    return new SampleSystem(text);
  }

  ResourceGraph graph() {
    return graph;
  }

  Decision decision() {
    return decision;
  }

  private void resources() {
    add("my:own:Component", "component", null, Map.of());
    var vpcs = new TreeMap<String, String>();
    for (var region : List.of(EAST, WEST, THIRD)) {
      vpcs.put(region, add("aws:ec2/vpc:Vpc", "net-" + region, region, Map.of()));
      add("aws:kms/key:Key", "key-" + region, region, Map.of());
    }
    var source = add("aws:rds/instance:Instance", "db", EAST, Map.of("subnetIds", at(vpcs, EAST)));
    add("aws:rds/instance:Instance", "db-copy", WEST, Map.of("replicateSourceDb", source));
    add("aws:rds/instance:Instance", "db-far", THIRD, Map.of("replicateSourceDb", source));
    for (var region : List.of(EAST, WEST)) {
      var balancer = add("aws:lb/loadBalancer:LoadBalancer", "alb-" + region, region, Map.of());
      add("aws:route53/record:Record", "record-" + region, EAST, Map.of("aliases", balancer));
    }
    var alarm = add("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", THIRD, Map.of());
    add(
        "aws:route53/healthCheck:HealthCheck",
        "health",
        EAST,
        Map.of("cloudwatchAlarmName", alarm));
    add(
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        "peering",
        EAST,
        Map.of("vpcId", at(vpcs, EAST), "peerVpcId", at(vpcs, WEST)));
    for (int i = 0; i < 6; i++) {
      add("aws:sqs/queue:Queue", "queue-" + i, EAST, Map.of());
    }
    add("aws:new" + suffix + "/thing:Thing", "thing", WEST, Map.of());
  }

  private static String at(Map<String, String> vpcs, String region) {
    return vpcs.getOrDefault(region, "");
  }

  private String add(
      String type, String name, @Nullable String region, Map<String, String> references) {
    var urn = "urn:pulumi:dev::p::" + type + "::" + name + suffix;
    var inputs = JsonNodeFactory.instance.objectNode().put("name", name + suffix);
    resources.add(
        new Resource(
            urn,
            type,
            name + suffix,
            true,
            null,
            null,
            null,
            region == null ? null : region + suffix,
            inputs,
            null,
            List.copyOf(references.values()),
            references.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
            null,
            new Location("src/Infra" + suffix + ".java", 7),
            null));
    return urn;
  }

  private Decision decide() {
    var targets = new ArrayList<RuleResult.Target>();
    for (var resource : graph.resources()) {
      var status = status(resource);
      if (status != null) {
        var key = "urn:pulumi:dev::p::aws:kms/key:Key::key-" + EAST + suffix;
        targets.add(
            new RuleResult.Target(
                resource.urn(), status, status == Status.Subject.PASS_BY_REFERENCE ? key : null));
        finding(resource, status);
      }
    }
    var digest = GraphJson.digest(graph);
    return new Decision(
        Decision.SCHEMA_VERSION,
        Status.Verdict.DENY,
        false,
        "trading",
        Instant.parse("2026-11-21T00:00:00Z"),
        new Decision.GraphInfo(digest, resources.size(), GraphSource.UNKNOWN),
        new Decision.EngineInfo("embedded", "1"),
        new Decision.PolicyInfo(
            "sha256:" + "cd".repeat(32),
            1,
            Map.of(
                "primaryRegion",
                JsonNodeFactory.instance.textNode(EAST + suffix),
                "secondaryRegion",
                JsonNodeFactory.instance.textNode(WEST + suffix))),
        List.of(rule(targets)),
        findings,
        requirements(),
        List.of(waiver()),
        null,
        provenance());
  }

  /** Null for what is no subject. */
  private static Status.@Nullable Subject status(Resource resource) {
    var name = resource.name();
    return name.startsWith("db-copy")
        ? Status.Subject.UNDECIDED
        : name.startsWith("db-far")
            ? Status.Subject.WAIVED
            : name.startsWith("db")
                ? Status.Subject.FAIL
                : name.startsWith("queue")
                    ? Status.Subject.PASS
                    : name.startsWith("alb") ? Status.Subject.PASS_BY_REFERENCE : null;
  }

  private void finding(Resource resource, Status.Subject status) {
    if (status == Status.Subject.PASS || status == Status.Subject.PASS_BY_REFERENCE) {
      return;
    }
    // Two of the three begin alike.
    var digits = (findings.size() < 2 ? "a" : "b").repeat(63) + findings.size();
    findings.add(
        new Finding(
            RULE,
            status,
            resource.urn(),
            resource.type(),
            resource.name(),
            resource.region(),
            "/inputs/kmsKeyId",
            "no key" + suffix,
            "a key" + suffix,
            "\"" + suffix + "\"",
            "Name a key." + suffix,
            "sha256:" + digits,
            resource.location(),
            status == Status.Subject.WAIVED ? "W-1" + suffix : null));
  }

  private RuleResult rule(List<RuleResult.Target> targets) {
    return new RuleResult(
        RULE,
        "Data is encrypted" + suffix,
        Severity.HIGH,
        Enforcement.MANDATORY,
        Status.Rule.FAIL,
        List.of("X-01"),
        Map.of(
            "nist-800-53-r5", List.of("SC-28", "SC-28(1)", "ZZ-9"), "own" + suffix, List.of("1")),
        "note" + suffix,
        new RuleResult.Counts(targets.size(), 6, 2, 1, 1, 1),
        targets,
        List.of(new RuleResult.Exemption(targets.get(0).urn(), "/inputs", "agreed" + suffix)));
  }

  private List<RequirementResult> requirements() {
    return List.of(
        new RequirementResult(
            "X-01",
            "Encrypted" + suffix,
            Status.Requirement.UNMET,
            List.of(RULE, "KMS-002"),
            List.of(),
            "note" + suffix),
        new RequirementResult(
            "X-02", "Least privilege", Status.Requirement.UNDECIDED, List.of(), List.of(), ""));
  }

  private WaiverResult waiver() {
    return new WaiverResult(
        "W-1" + suffix,
        RULE,
        "*" + suffix,
        "owner" + suffix,
        "approver",
        "reason" + suffix,
        "T-1",
        "2026-12-31",
        "active",
        findings.stream().map(Finding::fingerprint).skip(2).toList());
  }

  private Provenance provenance() {
    var targets = new TreeMap<String, List<String>>();
    var ways = new TreeMap<String, List<Provenance.Field>>();
    for (var finding : findings) {
      targets.put(finding.urn(), List.of("/inputs/kmsKeyId", "/inputs/tags/0" + suffix));
      ways.put(
          finding.fingerprint(),
          List.of(
              new Provenance.Field("", "/parameters/x" + suffix),
              new Provenance.Field(finding.urn(), "/inputs/kmsKeyId" + suffix)));
    }
    var unread = new TreeMap<String, List<String>>();
    resources.forEach(r -> unread.put(r.urn(), List.of("/inputs/name" + suffix)));
    return new Provenance(
        new TreeMap<>(Map.of(RULE, new Provenance.RuleReads(targets, ways))), unread);
  }
}
