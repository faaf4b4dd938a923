package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.audit.AuditTrail;
import dev.portcullis.infra.audit.AuditTrail.Coverage;
import dev.portcullis.infra.config.ServerlessConfig;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.edge.PublicEndpoint.PublicPlacement;
import dev.portcullis.infra.edge.PublicEndpoint.Traffic;
import dev.portcullis.infra.edge.WebFirewall.RateLimit;
import dev.portcullis.infra.monitoring.OpsTopic;
import dev.portcullis.infra.network.Flow;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.network.Peer;
import dev.portcullis.infra.network.SecurityGroups;
import dev.portcullis.infra.network.ServiceEndpoints;
import dev.portcullis.infra.security.EncryptionKeys;
import dev.portcullis.infra.serverless.FunctionCode;
import dev.portcullis.infra.serverless.HttpFunction;
import dev.portcullis.infra.serverless.HttpFunctionArgs;
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

  /** Port of the database. */
  static final int DATABASE_PORT = 5432;

  private static final String ALB = "alb";
  private static final String LAMBDA = "lambda";
  private static final String DB = "db";
  private static final String ENDPOINT = "endpoint";

  final Scope scope;
  final EncryptionKeys keys;
  final Network network;
  final OpsTopic topic;
  final PrivateBucket bucket;

  private final ServerlessConfig config;
  private final SecurityGroups groups;
  private final ServiceEndpoints endpoints;

  ServerlessRegion(
      Scope scope, ServerlessConfig config, List<Region> regions, Optional<Coverage> trail) {
    this.scope = scope;
    this.config = config;
    keys = keys(regions, trail.isPresent());
    // The network's flow logs are kept under the region's key for logs.
    network =
        new Network(
            scope.logical("network"),
            new Network.Args(keys.logs, config.vpcCidr(scope.region()), config.azCount()),
            scope.component());
    groups = groups();
    // Functions read their secret through this endpoint: no other way leads out of the private
    // subnets, and the endpoint's group admits the functions alone.
    endpoints =
        new ServiceEndpoints(
            scope.logical("endpoints"),
            new ServiceEndpoints.Args(
                scope, network.vpcId, inPrivate(ENDPOINT), List.of("secretsmanager")),
            scope.component());
    // The trail's bucket and log group are kept under the key for logs, which names this trail.
    trail.ifPresent(
        coverage ->
            new AuditTrail(
                scope.logical("trail"),
                new AuditTrail.Args(keys.logs, keys.logs.keyArn(), coverage),
                scope.component()));
    // The key for logs admits CloudWatch, so that alarms can reach the encrypted topic.
    topic =
        new OpsTopic(
            scope.logical("ops"),
            new OpsTopic.Args(keys.logs, config.opsEmail()),
            scope.component());
    // Documents of the application, under the region's key for data.
    bucket =
        new PrivateBucket(
            scope.logical("app"), PrivateBucket.Args.of(keys.data), scope.component());
  }

  /** Where the database stands: private, reached by the functions alone. */
  Placement database() {
    return inPrivate(DB);
  }

  /** The load balancer in the public subnets, with the region's certificate. */
  PublicEndpoint endpoint(Output<String> certificateArn) {
    var place =
        new PublicPlacement(
            new Placement(network.publicSubnetIds, groups.id(ALB)), network.internetRoute);
    var limit = new RateLimit(config.wafRateLimit(), config.wafWindowSec());
    // Public subnets and the balancer's group come from the network, the certificate from DNS; the
    // web ACL logs under the key for logs.
    return new PublicEndpoint(
        scope.logical("edge"),
        new PublicEndpoint.Args(
            keys.logs,
            place,
            certificateArn,
            new Traffic(config.healthCheckIntervalSeconds(), limit)),
        scope.component());
  }

  /** The function behind that endpoint; the caller adds what it works on. */
  HttpFunctionArgs.Builder function(PublicEndpoint endpoint) {
    return HttpFunctionArgs.in(keys.secrets, inPrivate(LAMBDA))
        .code(FunctionCode.orderApi(config.lambdaRuntime(), config.lambdaMemoryMb()))
        .targetGroup(endpoint.targetGroupArn)
        .logKey(keys.logs.keyArn())
        // Secrets Manager is reached through the endpoint alone.
        .through(endpoints.endpoints);
  }

  /** Key policies name log groups and trail before these exist: the names are the components'. */
  private EncryptionKeys keys(List<Region> regions, boolean withTrail) {
    var trailName = scope.logical("trail");
    var logGroups =
        new ArrayList<>(
            List.of(
                Network.flowLogGroupName(scope, scope.logical("network")),
                HttpFunction.logGroupName(scope, scope.logical("api")),
                PublicEndpoint.logGroupName(scope, scope.logical("edge"))));
    if (withTrail) {
      logGroups.add(AuditTrail.logGroupName(scope, trailName));
    }
    var trails =
        withTrail ? List.of(AuditTrail.trailArn(scope, trailName)) : List.<Output<String>>of();
    return new EncryptionKeys(
        scope.logical("keys"),
        new EncryptionKeys.Args(scope, regions, logGroups, trails),
        scope.component());
  }

  /**
   * Everything that may connect to anything. The load balancer calls functions without a network.
   */
  private SecurityGroups groups() {
    var lambda = Peer.group(LAMBDA);
    return new SecurityGroups(
        scope.logical("sg"),
        new SecurityGroups.Args(
            scope,
            network.vpcId,
            Map.of(
                ALB, "Load balancer: answers the internet",
                LAMBDA, "Functions: call database, secrets, objects and items",
                DB, "Database: answers functions",
                ENDPOINT, "Interface endpoints: answer functions"),
            List.of(
                new Flow(Peer.internet(), Peer.group(ALB), HTTP, "HTTP, redirected to HTTPS"),
                new Flow(Peer.internet(), Peer.group(ALB), HTTPS, "HTTPS from everywhere"),
                new Flow(lambda, Peer.group(DB), DATABASE_PORT, "PostgreSQL from functions"),
                new Flow(lambda, Peer.group(ENDPOINT), HTTPS, "Secrets Manager from functions"),
                new Flow(
                    lambda,
                    Peer.service("s3", network.s3PrefixListId),
                    HTTPS,
                    "S3 through its gateway endpoint"),
                new Flow(
                    lambda,
                    Peer.service("dynamodb", network.dynamoDbPrefixListId),
                    HTTPS,
                    "DynamoDB through its gateway endpoint"))),
        scope.component());
  }

  private Placement inPrivate(String group) {
    return new Placement(network.privateSubnetIds, groups.id(group));
  }
}
