package dev.portcullis.infra.network;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.CidrBlock;

/** One end of a {@link Flow}. */
public sealed interface Peer {

  /** Short name, part of the names of rules. */
  String role();

  /** The security group with that role, in the same set. */
  static Peer group(String role) {
    return new Group(role);
  }

  /**
   * Anyone on the internet. As a destination it takes a way out, {@link Nat#PER_AZ}, and is
   * admitted for HTTPS alone.
   */
  static Peer internet() {
    return new Internet();
  }

  /**
   * The addresses of a peered VPC, behind a {@link Peering}. AWS takes no reference to a group of
   * another region, so what connects there is decided by that region's groups.
   */
  static Peer network(String role, CidrBlock cidr) {
    return new Range(role, cidr);
  }

  /** The addresses of an AWS service behind a gateway endpoint: only ever as a destination. */
  static Peer service(String role, Output<String> prefixListId) {
    return new Service(role, prefixListId);
  }

  /** Who is known by address, for want of anything better. */
  sealed interface Addresses extends Peer {
    /** The addresses. */
    CidrBlock cidr();
  }

  /**
   * A security group of the set.
   *
   * @param role its role
   */
  record Group(String role) implements Peer {}

  /** The internet. */
  record Internet() implements Addresses {
    @Override
    public CidrBlock cidr() {
      return new CidrBlock(0, 0);
    }

    @Override
    public String role() {
      return "internet";
    }
  }

  /**
   * A peered VPC.
   *
   * @param role e.g. {@code peer}
   * @param cidr its addresses, /16 to /28 as with every VPC: a wider range is more than one VPC
   */
  record Range(String role, CidrBlock cidr) implements Addresses {
    public Range {
      if (cidr.prefix() < 16 || cidr.prefix() > 28) {
        throw new IllegalArgumentException(
            "cidr: not the range of a VPC, got " + cidr + "; /16 to /28");
      }
    }
  }

  /**
   * An AWS service.
   *
   * @param role e.g. {@code s3}
   * @param prefixListId its prefix list in this region
   */
  record Service(String role, Output<String> prefixListId) implements Peer {}
}
