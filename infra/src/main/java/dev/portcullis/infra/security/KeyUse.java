package dev.portcullis.infra.security;

import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import java.util.List;

/**
 * What a component does with a key beyond what every system does. A component that needs one says
 * so in a static method, because the key's policy comes before the component.
 *
 * @param purpose which key
 * @param services services through which IAM policies may grant its use, e.g. {@code backup}
 * @param statements what services do as themselves; in a key policy the resource {@code "*"} means
 *     the key
 */
public record KeyUse(Purpose purpose, List<String> services, List<Statement> statements) {
  public KeyUse {
    services = List.copyOf(services);
    statements = List.copyOf(statements);
  }

  /** Use by callers whose IAM policies allow it, through these services only. */
  public static KeyUse through(Purpose purpose, String... services) {
    return new KeyUse(purpose, List.of(services), List.of());
  }

  /** Use by services in their own name. */
  public static KeyUse by(Purpose purpose, Statement... statements) {
    return new KeyUse(purpose, List.of(), List.of(statements));
  }
}
