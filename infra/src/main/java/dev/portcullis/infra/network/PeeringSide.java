package dev.portcullis.infra.network;

import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;

/**
 * One of the two networks of a {@link Peering}.
 *
 * @param scope region of the network
 * @param network its VPC and route tables
 */
public record PeeringSide(Scope scope, Network network) {
  public PeeringSide {
    var region = scope.region().id();
    var actual = network.scope.region().id();
    Violations.in(PeeringSide.class)
        .unless(
            region.equals(actual),
            "network: is not in the region of the side, got " + actual + "; give that of " + region)
        .throwIfAny();
  }
}
