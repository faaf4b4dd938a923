package dev.portcullis.infra.security;

import com.pulumi.aws.secretsmanager.SecretsmanagerFunctions;
import com.pulumi.aws.secretsmanager.inputs.GetRandomPasswordArgs;
import com.pulumi.aws.secretsmanager.outputs.GetRandomPasswordResult;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import java.util.Map;

/**
 * A key that functions of both regions share: random letters and digits, made here once, kept in
 * Secrets Manager and replicated to the other region. Takes the two sites (each with its own key);
 * gives the secret's ARN in both regions. It is never changed: what was made with it could not be
 * found again.
 */
public final class RandomSecret extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:security:RandomSecret";

  /** Six bits each, but for a little: more than the 256 that HMAC-SHA256 has use for. */
  private static final int LENGTH = 64;

  /** ARN of the secret in the primary region. */
  public final Output<String> arn;

  /** ARN of the replica: the same name and random ending, in the other region. */
  public final Output<String> replicaArn;

  /** Its only version: before that there is nothing to read. */
  public final Resource version;

  /**
   * Where it is kept.
   *
   * @param primary region and key of the secret
   * @param replica region and key of its replica
   * @param description what it is for
   */
  public record Args(Site primary, Site replica, String description) {
    public Args {
      ReplicatedSecret.inTwoRegions(Violations.in(RandomSecret.class), primary, replica)
          .throwIfAny();
    }
  }

  /** Creates the secret, its replica and its version. */
  public RandomSecret(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var secret =
        ReplicatedSecret.create(
            this,
            name,
            new ReplicatedSecret.Sites(args.primary(), args.replica()),
            args.description(),
            random(args));
    version = secret.version();
    arn = secret.arn();
    replicaArn = secret.replicaArn();
    registerOutputs(Map.of("arn", arn, "replicaArn", replicaArn));
  }

  private static Output<String> random(Args args) {
    return SecretsmanagerFunctions.getRandomPassword(
            GetRandomPasswordArgs.builder()
                .passwordLength(LENGTH)
                .excludePunctuation(true)
                .includeSpace(false)
                .requireEachIncludedType(true)
                .build(),
            args.primary().scope().invoke())
        .applyValue(GetRandomPasswordResult::randomPassword);
  }
}
