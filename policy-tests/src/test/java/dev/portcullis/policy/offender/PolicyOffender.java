package dev.portcullis.policy.offender;

import dev.portcullis.infra.core.Region;

/** Breaks the arrows on purpose: ArchitectureTest shows that its rules object. */
final class PolicyOffender {
  String knowsSystem(Region region) {
    return region.code();
  }
}
