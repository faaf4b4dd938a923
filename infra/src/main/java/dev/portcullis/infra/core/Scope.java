package dev.portcullis.infra.core;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;

/**
 * Where a component stands: one region of one system. Every regional resource takes its provider
 * from here (explicitly, or inherited from its component), so that none lands in the ambient region
 * of whoever runs the program.
 *
 * @param names names of the system
 * @param tags mandatory tags for resources of this region
 * @param region the region of {@code provider}
 * @param provider explicit provider for the region
 * @param accountId account of the provider, from {@code getCallerIdentity}: nothing is hard-coded
 *     to an account
 */
public record Scope(
    Names names, Tags tags, Region region, Provider provider, Output<String> accountId) {

  /** Logical name in this region. */
  public String logical(String role) {
    return names.logical(role, region);
  }

  /** Physical name in this region. */
  public String physical(String kind) {
    return names.physical(kind, region);
  }

  /** Bucket name in this region and account. */
  public Output<String> bucket(String kind) {
    return accountId.applyValue(account -> names.bucket(kind, region, account));
  }

  /** Physical name of what has that logical name. */
  public String physicalOf(String logical) {
    return names.physicalOf(logical);
  }

  /** Bucket name of what has that logical name: the account goes before the suffix. */
  public Output<String> bucketOf(String logical) {
    return accountId.applyValue(account -> names.physicalOf(logical + "-" + account));
  }

  /** Options for a component of this region: its children inherit the provider. */
  public ComponentResourceOptions component() {
    return ComponentResourceOptions.builder().provider(provider).build();
  }

  /** Options for a component inside a component. */
  public ComponentResourceOptions component(Resource parent) {
    return ComponentResourceOptions.builder().parent(parent).provider(provider).build();
  }

  /**
   * Options for a child of a component of this region; {@code .toBuilder}-style additions go
   * through the returned builder.
   */
  public CustomResourceOptions.Builder child(Resource parent) {
    return CustomResourceOptions.builder().parent(parent).provider(provider);
  }

  /** Options for an invoke in this region: without a provider it would ask the ambient region. */
  public InvokeOptions invoke() {
    return InvokeOptions.builder().provider(provider).build();
  }

  /** ARN of a regional resource of this account. */
  public Output<String> arn(String service, String resource) {
    return accountId.applyValue(
        account -> "arn:aws:" + service + ":" + region.id() + ":" + account + ":" + resource);
  }
}
