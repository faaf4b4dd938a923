package dev.portcullis.infra.audit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule of AWS Config that AWS maintains.
 *
 * @param role what the rule is called, unique in its component
 * @param identifier AWS's constant; a wrong one is noticed by AWS only, at deployment
 * @param description what it finds
 * @param parameters of the rule, sorted; values are text in Config, numbers too
 */
public record ManagedRule(
    String role, String identifier, String description, Map<String, String> parameters) {
  public ManagedRule {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** A rule without parameters. */
  public ManagedRule(String role, String identifier, String description) {
    this(role, identifier, description, Map.of());
  }

  /** What holds for every system here: encryption, closed ports, rotated secrets and keys. */
  public static List<ManagedRule> baseline() {
    return List.of(
        new ManagedRule("volumes", "ENCRYPTED_VOLUMES", "Volumes in use are encrypted"),
        new ManagedRule(
            "database", "RDS_STORAGE_ENCRYPTED", "Storage of database instances is encrypted"),
        new ManagedRule(
            "buckets",
            "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
            "Buckets encrypt what is put into them"),
        new ManagedRule(
            "ports",
            "RESTRICTED_INCOMING_TRAFFIC",
            "The internet reaches no port of shells, desktops and databases",
            Map.of("blockedPort1", "22", "blockedPort2", "3389", "blockedPort3", "5432")),
        new ManagedRule(
            "admin-policies",
            "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
            "No policy allows everything on everything"),
        new ManagedRule(
            "secret-rotation", "SECRETSMANAGER_ROTATION_ENABLED_CHECK", "Secrets rotate"),
        new ManagedRule(
            "key-rotation", "CMK_BACKING_KEY_ROTATION_ENABLED", "Customer-managed keys rotate"));
  }
}
