package dev.portcullis.infra.edge;

import java.util.Optional;

/**
 * The name of a system on the internet. The suffix is part of it, so that two stacks of one account
 * do not answer to the same name: {@code app.pr42.example.com}.
 *
 * @param domainName domain of the operator
 * @param suffix environment suffix
 * @param hostedZoneId zone of {@code domainName}; empty: a zone is created for the part with the
 *     suffix, which the operator delegates
 * @param ttlSeconds time to live of records that are no alias
 */
public record Domain(
    String domainName, String suffix, Optional<String> hostedZoneId, int ttlSeconds) {

  /** Name of the zone that is created when none is given. */
  public String zoneName() {
    return suffix + "." + domainName;
  }

  /**
   * A name of the system.
   *
   * @param label e.g. {@code app}, {@code dr} or {@code api}
   */
  public String hostName(String label) {
    return label + "." + zoneName();
  }
}
