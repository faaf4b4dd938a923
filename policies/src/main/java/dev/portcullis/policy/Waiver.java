package dev.portcullis.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.portcullis.graph.InputException;
import dev.portcullis.policy.decision.Finding;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An agreed exception, bound to content: it covers findings of one rule on URNs of one pattern
 * whose fingerprint it names. When the offending value changes, the fingerprint changes and the
 * waiver covers nothing.
 *
 * @param urn the URN, {@code *} standing for any text
 * @param fingerprints of the findings it covers, as the decision shows them
 * @param granted day it was granted, ISO date
 * @param expires last day it is valid, ISO date, at most a year after {@code granted}
 */
public record Waiver(
    String id,
    String rule,
    String urn,
    List<String> fingerprints,
    String owner,
    String approver,
    String reason,
    String ticket,
    String granted,
    String expires) {

  private static final Pattern FINGERPRINT = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int LONGEST_DAYS = 366;

  /** The document: {@code waivers: [...]}. */
  private record Document(@JsonProperty(required = true) List<Waiver> waivers) {}

  /** Reads and checks a waiver file. */
  public static List<Waiver> read(Path file) {
    var source = String.valueOf(file.getFileName());
    var document = Yaml.read(file, new TypeReference<Document>() {});
    if (document.waivers() == null) {
      throw InputException.of(
          source, "waivers", "the list is missing", "write waivers: [] when there are none");
    }
    var ids = new HashSet<String>();
    for (var waiver : document.waivers()) {
      waiver.check(source);
      if (!ids.add(waiver.id())) {
        throw InputException.of(
            source, waiver.id(), "two waivers have this id", "give each its own");
      }
    }
    return document.waivers();
  }

  private void check(String source) {
    require(source, "id", id);
    require(source, "rule", rule);
    require(source, "urn", urn);
    require(source, "owner", owner);
    require(source, "approver", approver);
    require(source, "reason", reason);
    require(source, "ticket", ticket);
    require(source, "granted", granted);
    require(source, "expires", expires);
    if (fingerprints == null || fingerprints.isEmpty()) {
      throw InputException.of(
          source, place("fingerprints"), "none", "name the fingerprints the decision shows");
    }
    for (var fingerprint : fingerprints) {
      if (!FINGERPRINT.matcher(fingerprint).matches()) {
        throw InputException.of(
            source,
            place("fingerprints"),
            "got \"" + fingerprint + "\"",
            "copy it from the decision: sha256: and 64 hex digits");
      }
    }
    if (owner.equals(approver)) {
      throw InputException.of(
          source, place("approver"), "the owner approves it", "someone else must");
    }
    var end = date(source, "expires", expires);
    if (end.isAfter(date(source, "granted", granted).plusDays(LONGEST_DAYS))) {
      throw InputException.of(
          source,
          place("expires"),
          "got " + expires,
          "a waiver lasts a year at most after " + granted);
    }
  }

  private void require(String source, String member, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw InputException.of(
          source, place(member), "it is missing", "every waiver says its " + member);
    }
  }

  private LocalDate date(String source, String member, String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException e) {
      throw InputException.of(
          source,
          place(member),
          "got \"" + value + "\"",
          "write an ISO date such as 2026-12-31",
          e);
    }
  }

  private String place(String member) {
    return (id == null || id.isBlank() ? "waiver" : id) + "/" + member;
  }

  boolean isExpired(Instant asOf) {
    return !asOf.isBefore(
        LocalDate.parse(expires).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  boolean isGranted(Instant asOf) {
    return !asOf.isBefore(LocalDate.parse(granted).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /** The findings it means, whatever their content; {@code ofRule} are those of its rule. */
  List<Finding> meant(List<Finding> ofRule) {
    var pattern = Pattern.compile(Pattern.quote(urn).replace("*", "\\E.*\\Q"));
    return ofRule.stream().filter(finding -> pattern.matcher(finding.urn()).matches()).toList();
  }

  /** The content it was granted for that none of the findings it means has any more. */
  List<String> goneFrom(List<Finding> meant) {
    var present = meant.stream().map(Finding::fingerprint).collect(Collectors.toSet());
    return fingerprints.stream().filter(fingerprint -> !present.contains(fingerprint)).toList();
  }

  /** Those of the findings it means that have the content it was granted for. */
  List<Finding> covered(List<Finding> meant) {
    var granted = Set.copyOf(fingerprints);
    return meant.stream().filter(finding -> granted.contains(finding.fingerprint())).toList();
  }
}
