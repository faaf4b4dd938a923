package dev.portcullis.infra.core;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.GetCallerIdentityArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.aws.outputs.GetCallerIdentityResult;
import com.pulumi.deployment.InvokeOptions;
import java.util.List;
import java.util.function.Function;

/**
 * The two regions of a system, each with its one explicit provider. Global services (IAM, Route 53)
 * go through the primary one.
 *
 * @param primary serves while all is well
 * @param secondary takes over
 */
public record RegionPair(Scope primary, Scope secondary) {

  /**
   * Creates both providers.
   *
   * @param names names of the system
   * @param tags mandatory tags of a region, explicit on every resource and default tags of its
   *     provider
   */
  public static RegionPair open(
      Names names, Function<Region, Tags> tags, Region primary, Region secondary) {
    var first = provider(names, tags.apply(primary), primary);
    var second = provider(names, tags.apply(secondary), secondary);
    // Both providers run with the same credentials, so one of them knows the account.
    var account =
        AwsFunctions.getCallerIdentity(
                GetCallerIdentityArgs.Empty, InvokeOptions.builder().provider(first).build())
            .applyValue(GetCallerIdentityResult::accountId);
    return new RegionPair(
        new Scope(names, tags.apply(primary), primary, first, account),
        new Scope(names, tags.apply(secondary), secondary, second, account));
  }

  /** Both regions, the primary one first. */
  public List<Region> regions() {
    return List.of(primary.region(), secondary.region());
  }

  private static Provider provider(Names names, Tags tags, Region region) {
    return new Provider(
        names.logical("aws", region),
        ProviderArgs.builder()
            .region(region.id())
            .defaultTags(ProviderDefaultTagsArgs.builder().tags(tags.common()).build())
            .build());
  }
}
