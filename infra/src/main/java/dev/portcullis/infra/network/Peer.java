package dev.portcullis.infra.network;

import com.pulumi.core.Output;

/** One end of a {@link Flow}. */
public sealed interface Peer {

  /** Short name, part of the names of rules. */
  String role();

  /** The security group with that role, in the same set. */
  static Peer group(String role) {
    return new Group(role);
  }

  /** Anyone on the internet: only ever as a source. */
  static Peer internet() {
    return new Internet();
  }

  /** The addresses of an AWS service behind a gateway endpoint: only ever as a destination. */
  static Peer service(String role, Output<String> prefixListId) {
    return new Service(role, prefixListId);
  }

  /**
   * A security group of the set.
   *
   * @param role its role
   */
  record Group(String role) implements Peer {}

  /** The internet. */
  record Internet() implements Peer {
    @Override
    public String role() {
      return "internet";
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
