package dev.portcullis.policy.decision;

import dev.portcullis.graph.Location;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one subject under one rule, or what is unknown of it.
 *
 * @param rule rule id
 * @param status fail, undecided or waived
 * @param pointer JSON pointer into the resource, e.g. {@code /inputs/kmsKeyId}
 * @param message one sentence
 * @param expected what would be right
 * @param actual the value found, as it stands or as compact JSON; {@code (absent)} when there is
 *     none; never a secret
 * @param remediation what to change
 * @param fingerprint of rule, URN, pointer and offending content: {@code sha256:…}; stable across
 *     runs and lines
 * @param location line of the program that constructed the resource, null when not known
 * @param waiver id of the waiver that covers this content, null when none does
 */
public record Finding(
    String rule,
    Status.Subject status,
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
    @Nullable Location location,
    @Nullable String waiver) {}
