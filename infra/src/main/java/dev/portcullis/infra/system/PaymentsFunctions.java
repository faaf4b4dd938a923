package dev.portcullis.infra.system;

import com.pulumi.core.Output;
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

/**
 * The functions of system {@code payments}: in each region one that answers requests and one that
 * asks whether the region's database is there; in the secondary region also those that notice the
 * loss of the writer and promote the database.
 */
final class PaymentsFunctions {
  /** Route 53 looks at the other region when the database was out of reach for that long. */
  private static final int UNREACHABLE_MINUTES = 2;

  final RegionalFunction primaryValidation;
  final RegionalFunction secondaryValidation;
  final DatabaseProbe primaryProbe;
  final DatabaseProbe secondaryProbe;
  final Promoter promoter;
  final RecoveryRole recovery;

  private final Names names;
  private final Peering peering;
  private final PaymentsData data;

  PaymentsFunctions(
      SystemConfig config,
      PaymentsRegion primary,
      PaymentsRegion secondary,
      Peering peering,
      PaymentsData data) {
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
    primaryProbe =
        probe(primary, PaymentsPlan.PROBE, Target.primaryOf(data.database), UNREACHABLE_MINUTES);
    secondaryProbe =
        probe(
            secondary, PaymentsPlan.PROBE, Target.secondaryOf(data.database), UNREACHABLE_MINUTES);
    promoter = promoter(config, secondary);
  }

  /** The same in both regions, but for where it stands and what is nearest. */
  private RegionalFunction validation(PaymentsRegion region) {
    var function =
        region
            .function(PaymentsPlan.VALIDATION, Payments.API, peering.routes)
            .variable("REGION_ROLE", Output.of(region.isPrimary() ? "primary" : "secondary"))
            .variable("DR_ROLE_ARN", RecoveryRole.arn(region.scope, names.logical("recovery")));
    return new RegionalFunction(
        region.scope.logical(PaymentsPlan.VALIDATION),
        data.connect(region, function).build(),
        region.scope.component());
  }

  private DatabaseProbe probe(PaymentsRegion region, String role, Target target, int minutes) {
    var function = region.function(PaymentsPlan.PROBE, Payments.DATABASE_PROBE, peering.routes);
    return new DatabaseProbe(
        region.scope.logical(role),
        new DatabaseProbe.Args(function.build(), target, minutes, region.topic.arn),
        region.scope.component());
  }

  /** Everything it needs is in its own region: the one it watches may be gone. */
  private Promoter promoter(SystemConfig config, PaymentsRegion region) {
    // Asks from here, through the peering, and for longer than the health check before it gives up.
    var writer =
        probe(region, PaymentsPlan.WRITER_PROBE, Target.writerOf(data.database), Promoter.MINUTES);
    var function = region.function(PaymentsPlan.PROMOTER, Payments.PROMOTER, peering.routes);
    return new Promoter(
        region.scope.logical(PaymentsPlan.PROMOTER),
        new Promoter.Args(
            data.database,
            function.build(),
            writer,
            region.topic.arn,
            config.text(PaymentsParameters.FAILOVER_MODE).equals("automatic")),
        region.scope.component());
  }

  private static Caller caller(RegionalFunction function) {
    return new Caller(function.scope, function.roleName, function.roleArn);
  }
}
