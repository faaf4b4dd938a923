package dev.portcullis.sweep.result;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One finding in one document; members mean what they mean in a decision (docs/decision.md). */
public record FindingRow(
    String source,
    String rule,
    String severity,
    String enforcement,
    String status,
    String urn,
    String type,
    String name,
    @Nullable String region,
    String pointer,
    String message,
    String expected,
    String actual,
    String remediation,
    String fingerprint,
    @Nullable String file,
    @Nullable Integer line,
    @Nullable String waiver)
    implements Serializable {}
