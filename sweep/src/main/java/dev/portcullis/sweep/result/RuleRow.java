package dev.portcullis.sweep.result;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One rule over one document: what it examined and how that came out. A rule can deny without a
 * finding (vacuous), so findings alone do not tell why a stack was denied.
 *
 * @param denies whether this rule is a reason of a denial: mandatory, and its status does not allow
 * @param note why the status is vacuous or error, null otherwise
 */
public record RuleRow(
    String source,
    String rule,
    String title,
    String severity,
    String enforcement,
    String status,
    boolean denies,
    int subjects,
    int pass,
    int passByReference,
    int fail,
    int undecided,
    int waived,
    @Nullable String note)
    implements Serializable {}
