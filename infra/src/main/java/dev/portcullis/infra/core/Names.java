package dev.portcullis.infra.core;

/**
 * The names of one system. Logical names are a contract (changing one replaces the resource):
 * {@code <system>-<role>[-<region code>]}. Physical names end in the environment suffix, as every
 * seed demands: {@code <system>-<kind>-<region code>-<suffix>} (requirements K-04). The region code
 * is there because IAM roles, dashboards and Aurora clusters share one name space across regions.
 *
 * @param system system id, e.g. {@code serverless}
 * @param suffix environment suffix, validated by the configuration
 */
public record Names(String system, String suffix) {

  /** Logical name of something global: {@code serverless-zone}. */
  public String logical(String role) {
    return system + "-" + role;
  }

  /** Logical name of something regional: {@code serverless-vpc-use1}. */
  public String logical(String role, Region region) {
    return logical(role) + "-" + region.code();
  }

  /** Physical name of something global: {@code serverless-accelerator-pr42}. */
  public String physical(String kind) {
    return system + "-" + kind + "-" + suffix;
  }

  /** Physical name of something regional: {@code serverless-alb-use1-pr42}. */
  public String physical(String kind, Region region) {
    return system + "-" + kind + "-" + region.code() + "-" + suffix;
  }

  /**
   * Bucket name. Bucket names are unique in the whole world, so the account is part of it: {@code
   * serverless-app-use1-000000000000-pr42}.
   */
  public String bucket(String kind, Region region, String accountId) {
    return system + "-" + kind + "-" + region.code() + "-" + accountId + "-" + suffix;
  }

  /**
   * Physical name of what has that logical name: a component knows only the latter, and the two
   * differ by the suffix alone.
   */
  public String physicalOf(String logical) {
    return logical + "-" + suffix;
  }
}
