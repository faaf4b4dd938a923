package dev.portcullis.policy.decision;

import java.util.List;

/**
 * A waiver as it was applied.
 *
 * @param expires ISO date
 * @param status active, expired, orphaned (no such finding) or mismatched (the content changed)
 * @param findings fingerprints it covers
 */
public record WaiverResult(
    String id,
    String rule,
    String urnPattern,
    String owner,
    String approver,
    String reason,
    String ticket,
    String expires,
    String status,
    List<String> findings) {}
