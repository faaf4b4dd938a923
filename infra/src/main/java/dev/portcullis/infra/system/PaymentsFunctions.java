package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.Parameter;
import dev.portcullis.infra.config.PaymentsParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.data.DatabaseProbe;
import dev.portcullis.infra.data.DatabaseProbe.Target;
import dev.portcullis.infra.data.Promoter;
import dev.portcullis.infra.network.Peering;
import dev.portcullis.infra.security.RecoveryRole;
import dev.portcullis.infra.security.RecoveryRole.Caller;
import dev.portcullis.infra.serverless.FunctionCode.Payments;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.List;
import java.util.Map;

/**
 * The functions of system {@code payments}: in each region one that answers requests and one that
 * asks whether the region's database is there; in the secondary region also those that notice the
 * loss of the writer and promote the database.
 */
final class PaymentsFunctions {
  /** Route 53 looks at the other region when the database was out of reach for that long. */
  private static final int UNREACHABLE_MINUTES = 2;

  private static final Map<String, Parameter> NUMBERS =
      Map.of(
          "PAYMENTS_PER_WINDOW", PaymentsParameters.PAYMENTS_PER_WINDOW,
          "VELOCITY_MINUTES", PaymentsParameters.VELOCITY_MINUTES,
          "DUPLICATE_MINUTES", PaymentsParameters.DUPLICATE_MINUTES);

  final RegionalFunction primaryValidation;
  final RegionalFunction secondaryValidation;
  final DatabaseProbe primaryProbe;
  final DatabaseProbe secondaryProbe;
  final Promoter promoter;
  final RecoveryRole recovery;

  private final SystemConfig config;
  private final Names names;
  private final Peering peering;
  private final PaymentsData data;

  PaymentsFunctions(
      SystemConfig config,
      PaymentsRegion primary,
      PaymentsRegion secondary,
      Peering peering,
      PaymentsData data) {
    this.config = config;
    this.names = primary.scope.names();
    this.peering = peering;
    this.data = data;
    primaryValidation = validation(primary);
    secondaryValidation = validation(secondary);
    // Both functions may look at the other region's data, as this role and not as themselves.
    recovery =
        new RecoveryRole(
            names.logical("recovery"),
            new RecoveryRole.Args(
                primary.scope,
                List.of(caller(primaryValidation), caller(secondaryValidation)),
                data.recovery()),
            primary.scope.component());
    primaryProbe = probe(primary, Target.primaryOf(data.database));
    secondaryProbe = probe(secondary, Target.secondaryOf(data.database));
    promoter =
        data.tier.promoter(
            secondary.topic.arn,
            // It stands with the other probe, and asks for longer before it gives up on the writer.
            named(
                secondary, PaymentsPlan.WRITER_PROBE, PaymentsPlan.PROBE, Payments.DATABASE_PROBE),
            named(secondary, PaymentsPlan.PROMOTER, PaymentsPlan.PROMOTER, Payments.PROMOTER),
            armed(config));
  }

  /** Whether the promoter acts by itself. */
  static boolean armed(SystemConfig config) {
    return config.text(PaymentsParameters.FAILOVER_MODE).equals("automatic");
  }

  /** The same in both regions, but for where it stands and what is nearest. */
  private RegionalFunction validation(PaymentsRegion region) {
    var function =
        region
            .function(PaymentsPlan.VALIDATION, Payments.API, List.of())
            .variable("DR_ROLE_ARN", RecoveryRole.arn(region.scope, names.logical("recovery")))
            .variable("PAYMENT_LIMITS", Output.of(config.text(PaymentsParameters.PAYMENT_LIMITS)));
    NUMBERS.forEach(
        (variable, parameter) ->
            function.variable(variable, Output.of(String.valueOf(config.integer(parameter)))));
    return new RegionalFunction(
        region.scope.logical(PaymentsPlan.VALIDATION),
        data.connect(region, function).build(),
        region.scope.component());
  }

  /** Asks whether the database of a region is there, for Route 53 to know. */
  private DatabaseProbe probe(PaymentsRegion region, Target target) {
    var named = named(region, PaymentsPlan.PROBE, PaymentsPlan.PROBE, Payments.DATABASE_PROBE);
    return new DatabaseProbe(
        named.name(),
        new DatabaseProbe.Args(named.function(), target, UNREACHABLE_MINUTES, region.topic.arn),
        region.scope.component());
  }

  /** A function that reaches the databases of both regions. */
  private GlobalTier.Named named(PaymentsRegion region, String name, String group, Payments code) {
    return new GlobalTier.Named(
        region.scope.logical(name), region.function(group, code, peering.routes).build());
  }

  private static Caller caller(RegionalFunction function) {
    return new Caller(function.scope, function.roleName, function.roleArn);
  }
}
