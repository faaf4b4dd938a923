package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.api.ApiLogging;
import dev.portcullis.infra.api.RegionalApi;
import dev.portcullis.infra.api.RegionalApi.Host;
import dev.portcullis.infra.api.RegionalApi.Limits;
import dev.portcullis.infra.api.Route;
import dev.portcullis.infra.api.Throttle;
import dev.portcullis.infra.config.PaymentsParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.WebFirewall.RateLimit;
import dev.portcullis.infra.monitoring.OpsTopic;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.security.EncryptionKeys;
import dev.portcullis.infra.serverless.FunctionCode;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.RegionalFunction;
import dev.portcullis.infra.storage.PrivateBucket;
import java.util.ArrayList;
import java.util.List;

/**
 * What system {@code payments} has in each of its regions: keys, network with a way to the
 * internet, topic, buckets, API and functions. What differs between the regions is said in {@link
 * PaymentsPlan}.
 */
final class PaymentsRegion {
  /**
   * What a payment looks like, for the API to refuse what is none without calling the function,
   * which knows what the values may be. Only names and kinds: a value that does not match a pattern
   * or a length would be quoted in the API's log, and it could be the number of a card.
   */
  private static final String PAYMENT =
      """
      {"$schema":"http://json-schema.org/draft-04/schema#","title":"Payment","type":"object",
       "properties":{"paymentId":{"type":"string"},"merchantId":{"type":"string"},
         "amount":{"type":"string"},"currency":{"type":"string"},
         "card":{"type":"object",
           "properties":{"number":{"type":"string"},"expiryMonth":{"type":"integer"},
             "expiryYear":{"type":"integer"}},
           "required":["number","expiryMonth","expiryYear"],"additionalProperties":false},
         "iban":{"type":"string"},"repeatIntended":{"type":"boolean"}},
       "required":["paymentId","merchantId","amount","currency"],
       "oneOf":[{"required":["card"]},{"required":["iban"]}],
       "additionalProperties":false}""";

  final Scope scope;
  final EncryptionKeys keys;
  final Network network;
  final OpsTopic topic;
  final PrivateBucket audit;
  final PrivateBucket receipts;

  private final SystemConfig config;
  private final PaymentsPlan plan;
  private final RegionFoundation base;
  private final ApiLogging logging;

  PaymentsRegion(Scope scope, SystemConfig config, List<Region> regions) {
    this.scope = scope;
    this.config = config;
    plan = new PaymentsPlan(scope, config);
    base = new RegionFoundation(scope, config, plan.of(regions));
    keys = base.keys;
    network = base.network;
    topic = base.topic;
    // One for each region of the account: stages with logs wait for it.
    logging =
        new ApiLogging(scope.logical("api-logging"), new ApiLogging.Args(scope), scope.component());
    audit = bucket("audit");
    receipts = bucket("receipts");
  }

  /** Whether the database is written here while all is well. */
  boolean isPrimary() {
    return plan.isPrimary();
  }

  /** Where the database stands: private, reached by functions of both regions. */
  Placement database() {
    return base.inPrivate(PaymentsPlan.DB);
  }

  /**
   * A function in the security group of that role; the caller adds what it works on.
   *
   * @param toOtherRegion what its calls to the other region go through
   */
  FunctionSpec.Builder function(
      String group, FunctionCode.Payments what, List<Resource> toOtherRegion) {
    // Secrets Manager is reached through its endpoint, other services through NAT.
    var ways = new ArrayList<>(base.waysOut());
    ways.addAll(toOtherRegion);
    return FunctionSpec.in(keys.secrets, base.inPrivate(group))
        .code(FunctionCode.payments(what, config.lambdaRuntime(), config.lambdaMemoryMb()))
        .logs(keys.logs)
        .through(ways);
  }

  /**
   * The API in front of the function: it answers to a name that both regions share, behind a web
   * ACL, and takes payments from callers who sign their requests.
   */
  RegionalApi api(String hostName, Output<String> certificateArn, RegionalFunction validation) {
    var routes =
        List.of(
            Route.health(validation),
            new Route("POST", "/payments", validation, true).accepting(PAYMENT),
            new Route("GET", "/payments/{id}", validation, true),
            new Route("GET", "/payments/{id}/receipt", validation, true));
    var throttle =
        new Throttle(
            config.integer(PaymentsParameters.API_RATE),
            config.integer(PaymentsParameters.API_BURST));
    var perAddress = new RateLimit(config.wafRateLimit(), config.wafWindowSec());
    return new RegionalApi(
        scope.logical(PaymentsPlan.API),
        new RegionalApi.Args(
            keys.logs,
            logging,
            routes,
            new Host(hostName, certificateArn),
            new Limits(throttle, perAddress)),
        scope.component());
  }

  /** Objects of the application, under the region's key for data. */
  private PrivateBucket bucket(String role) {
    return new PrivateBucket(
        scope.logical(role), PrivateBucket.Args.of(keys.data), scope.component());
  }
}
