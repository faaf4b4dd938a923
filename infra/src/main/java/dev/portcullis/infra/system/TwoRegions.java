package dev.portcullis.infra.system;

import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.RegionPair;
import dev.portcullis.infra.edge.Certificates;
import dev.portcullis.infra.edge.Domain;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.network.Peering;
import dev.portcullis.infra.network.PeeringSide;
import java.util.List;

/**
 * What spans the regions of a system, whatever stands in them: the way between the networks, the
 * names, and the certificates for these.
 */
final class TwoRegions {
  final RegionPair regions;
  final Domain domain;

  private final SystemConfig config;

  TwoRegions(RegionPair regions, SystemConfig config) {
    this.regions = regions;
    this.config = config;
    domain =
        new Domain(
            config.domainName(), config.suffix(), config.hostedZoneId(), config.recordTtlSeconds());
  }

  /**
   * The way by which functions of one region reach the database of the other; replication needs
   * none of it.
   */
  Peering peer(Network primary, Network secondary) {
    return new Peering(
        regions.primary().names().logical("peering"),
        new Peering.Args(
            new PeeringSide(regions.primary(), primary),
            new PeeringSide(regions.secondary(), secondary)),
        regions.primary().component());
  }

  /** A certificate in each region, for all names whose first label is given. */
  Certificates certify(List<String> labels) {
    return new Certificates(
        regions.primary().names().logical("dns"),
        new Certificates.Args(
            domain,
            labels,
            List.of(regions.primary(), regions.secondary()),
            config.certificateArns()),
        regions.primary().component());
  }
}
