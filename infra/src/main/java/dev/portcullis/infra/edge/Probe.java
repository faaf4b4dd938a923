package dev.portcullis.infra.edge;

import dev.portcullis.infra.core.Violations;

/**
 * How often Route 53 asks an endpoint, and how patient it is. The product is the time until a dead
 * endpoint is noticed.
 *
 * @param intervalSeconds 10 or 30; AWS cannot change it, another value replaces the check
 * @param failureThreshold failed checks in a row, 1 to 10
 */
public record Probe(int intervalSeconds, int failureThreshold) {
  public Probe {
    Violations.in(Probe.class)
        .unless(
            intervalSeconds == 10 || intervalSeconds == 30,
            "intervalSeconds: not an interval Route 53 knows, got "
                + intervalSeconds
                + "; 10 or 30")
        .unless(
            failureThreshold >= 1 && failureThreshold <= 10,
            "failureThreshold: out of range, got " + failureThreshold + "; 1 to 10")
        .throwIfAny();
  }
}
