package dev.portcullis.report.offender;

import dev.portcullis.policy.engine.PolicyEngine;

/** Breaks the arrows on purpose: ArchitectureTest shows that its rules object. */
final class ReportOffender {
  String evaluates(PolicyEngine engine) {
    return engine.toString();
  }
}
