package dev.portcullis.infra.security;

import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.aws.secretsmanager.SecretVersion;
import com.pulumi.aws.secretsmanager.SecretVersionArgs;
import com.pulumi.aws.secretsmanager.inputs.SecretReplicaArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;

/**
 * A secret with its first version, replicated to another region.
 *
 * @param arn in the primary region
 * @param replicaArn of the replica: the same name and random ending, in the other region
 * @param version its first version: before that there is nothing to read or to rotate
 */
record ReplicatedSecret(Output<String> arn, Output<String> replicaArn, SecretVersion version) {

  /**
   * Where it is kept.
   *
   * @param primary region and key of the secret
   * @param replica region and key of its replica
   */
  record Sites(Site primary, Site replica) {}

  /** Adds a violation unless the regions differ. */
  static Violations inTwoRegions(Violations violations, Site primary, Site replica) {
    return violations.unless(
        !primary.scope().region().equals(replica.scope().region()),
        "replica: is in the region of the secret, got "
            + replica.scope().region().id()
            + "; give the site of the other region");
  }

  /**
   * Creates secret, replica and version.
   *
   * @param owner component they belong to
   * @param name logical name of the owner
   * @param description what it is for
   * @param value of the first version; what a generator says on later runs does not replace it
   */
  static ReplicatedSecret create(
      Resource owner, String name, Sites sites, String description, Output<String> value) {
    var scope = sites.primary().scope();
    var region = scope.region().id();
    var replicaRegion = sites.replica().scope().region().id();
    var physical = scope.physicalOf(name);
    var secret =
        new Secret(
            name,
            SecretArgs.builder()
                .name(physical)
                .description(description + "; replicated to " + replicaRegion)
                .kmsKeyId(sites.primary().keyArn())
                // A replica is encrypted in its own region, with a key of that region.
                .replicas(
                    SecretReplicaArgs.builder()
                        .region(replicaRegion)
                        .kmsKeyId(sites.replica().keyArn())
                        .build())
                .forceOverwriteReplicaSecret(true)
                // With a recovery window the name would stay taken for days after a destroy.
                .recoveryWindowInDays(0)
                .tags(scope.tags().named(physical))
                .build(),
            scope.child(owner).deleteBeforeReplace(true).build());
    var version =
        new SecretVersion(
            name + "-version",
            SecretVersionArgs.builder()
                .secretId(secret.id())
                .secretString(value.asSecret())
                .build(),
            // What the generator says on the next run must not replace what is in use.
            scope.child(owner).ignoreChanges("secretString").build());
    return new ReplicatedSecret(
        secret.arn(),
        secret.arn().applyValue(a -> a.replace(":" + region + ":", ":" + replicaRegion + ":")),
        version);
  }
}
