package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.audit.AuditTrail;
import dev.portcullis.infra.audit.AuditTrail.Coverage;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.monitoring.OpsTopic;
import dev.portcullis.infra.network.Flow;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.network.Peer;
import dev.portcullis.infra.security.EncryptionKeys;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.serverless.FunctionCode;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.RegionalFunction;
import dev.portcullis.infra.storage.PrivateBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What system {@code serverless} has in each of its regions, in the same shape: keys, network,
 * trail, topic, bucket, endpoint, function. What differs between the regions, or spans them, is the
 * business of {@link ServerlessSystem}.
 */
final class ServerlessRegion {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private static final String ALB = "alb";
  private static final String LAMBDA = "lambda";
  private static final String DB = "db";
  private static final String TRAIL = "trail";

  final Scope scope;
  final EncryptionKeys keys;
  final Network network;
  final OpsTopic topic;
  final PrivateBucket bucket;

  private final SystemConfig config;
  private final RegionFoundation base;

  ServerlessRegion(
      Scope scope, SystemConfig config, List<Region> regions, Optional<Coverage> trail) {
    this.scope = scope;
    this.config = config;
    base = new RegionFoundation(scope, config, plan(regions, trail.isPresent()));
    keys = base.keys;
    network = base.network;
    topic = base.topic;
    // The trail's bucket and log group are kept under the key for logs, which names this trail.
    trail.ifPresent(
        coverage ->
            new AuditTrail(
                scope.logical(TRAIL), new AuditTrail.Args(keys.logs, coverage), scope.component()));
    // Documents of the application, under the region's key for data.
    bucket =
        new PrivateBucket(
            scope.logical("app"), PrivateBucket.Args.of(keys.data), scope.component());
  }

  /** Where the database stands: private, reached by the functions alone. */
  Placement database() {
    return base.inPrivate(DB);
  }

  /** The load balancer in the public subnets, with the region's certificate. */
  PublicEndpoint endpoint(Output<String> certificateArn) {
    // Public subnets and the balancer's group come from the network, the certificate from DNS; the
    // web ACL logs under the key for logs.
    return new PublicEndpoint(
        scope.logical("edge"),
        new PublicEndpoint.Args(
            keys.logs, base.inPublic(ALB), certificateArn, RegionFoundation.traffic(config)),
        scope.component());
  }

  /** The function behind the endpoint; the caller adds what it works on. */
  FunctionSpec.Builder function() {
    return FunctionSpec.in(keys.secrets, base.inPrivate(LAMBDA))
        .code(FunctionCode.orderApi(config.lambdaRuntime(), config.lambdaMemoryMb()))
        .logs(keys.logs)
        // Secrets Manager is reached through the endpoint alone.
        .through(base.endpoints.endpoints);
  }

  private RegionFoundation.Plan plan(List<Region> regions, boolean withTrail) {
    var logGroups =
        new ArrayList<>(
            List.of(
                RegionalFunction.logGroupName(scope, scope.logical("api")),
                PublicEndpoint.logGroupName(scope, scope.logical("edge"))));
    var keyUses = new ArrayList<KeyUse>();
    if (withTrail) {
      logGroups.add(AuditTrail.logGroupName(scope, scope.logical(TRAIL)));
      keyUses.add(AuditTrail.keyUse(scope, scope.logical(TRAIL)));
    }
    return new RegionFoundation.Plan(
        regions,
        logGroups,
        keyUses,
        Map.of(
            ALB,
            "Load balancer: answers the internet",
            LAMBDA,
            "Functions: call database, secrets, objects and items",
            DB,
            "Database: answers functions",
            RegionFoundation.ENDPOINT,
            "Interface endpoints: answer functions"),
        ServerlessRegion::flows,
        List.of("secretsmanager"));
  }

  /**
   * Everything that may connect to anything. The load balancer calls functions without a network.
   */
  private static List<Flow> flows(Network network) {
    var lambda = Peer.group(LAMBDA);
    return List.of(
        new Flow(Peer.internet(), Peer.group(ALB), HTTP, "HTTP, redirected to HTTPS"),
        new Flow(Peer.internet(), Peer.group(ALB), HTTPS, "HTTPS from everywhere"),
        new Flow(
            lambda, Peer.group(DB), RegionFoundation.DATABASE_PORT, "PostgreSQL from functions"),
        new Flow(
            lambda, Peer.group(RegionFoundation.ENDPOINT), HTTPS, "Secrets Manager from functions"),
        new Flow(
            lambda,
            Peer.service("s3", network.s3PrefixListId),
            HTTPS,
            "S3 through its gateway endpoint"),
        new Flow(
            lambda,
            Peer.service("dynamodb", network.dynamoDbPrefixListId),
            HTTPS,
            "DynamoDB through its gateway endpoint"));
  }
}
