package dev.portcullis.infra.network;

/** Whether what stands in private subnets may reach the internet. */
public enum Nat {
  /** It may not: AWS services are reached through endpoints, and nothing is paid for. */
  NONE,

  /**
   * Through a NAT gateway of its own availability zone, so that the loss of a zone takes no other
   * zone's way with it. Needs one Elastic IP per zone; AWS grants five per region.
   */
  PER_AZ
}
