package dev.portcullis.lambda.privilege;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One operation of AWS that code calls.
 *
 * @param action as IAM writes it
 * @param asOther whether it is called as another role than the function's own
 */
record SdkCall(String action, boolean asOther) implements Comparable<SdkCall> {
  private static final String SDK = "software.amazon.awssdk.";
  private static final String SERVICES = SDK + "services.";

  /**
   * What calls nothing by itself. Presigners, waiters, pages, providers of credentials and what is
   * built upon clients do: whoever wants one of them teaches it here first.
   */
  private static final Pattern HARMLESS =
      Pattern.compile(
          Pattern.quote(SDK)
              + "((auth|awscore|core|endpoints|http|identity|regions|retries|utils)\\..+"
              + "|services\\.\\w+\\.(model\\..+|\\w+(Client|Base)Builder))");

  /** What clients have besides operations. */
  private static final Set<String> PLUMBING =
      Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration");

  /** In this package calls are made with the credentials of the recovery role. */
  private static final String AS_OTHER = "dev.portcullis.lambda.payments.recovery";

  /**
   * The operation, if that is a method of a client, or of what inherits it from one.
   *
   * @throws IllegalStateException naming a part of the SDK that may call more than can be seen
   */
  static Optional<SdkCall> of(JavaClass caller, CodeUnitAccessTarget target) {
    var owner =
        target.resolveMember().map(JavaMember::getOwner).orElse(target.getOwner()).getName();
    if (!owner.startsWith(SDK) || HARMLESS.matcher(owner).matches()) {
      return Optional.empty();
    }
    if (!owner.startsWith(SERVICES) || !owner.endsWith("Client")) {
      throw new IllegalStateException(
          caller.getName() + ": nobody knows what this calls: " + target.getFullName());
    }
    if (PLUMBING.contains(target.getName())) {
      return Optional.empty();
    }
    var service = owner.substring(SERVICES.length(), owner.indexOf('.', SERVICES.length()));
    var operation = target.getName().replaceFirst("Paginator$", "");
    var action =
        service + ":" + Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
    // To become the other role is the function's own doing.
    var asOther = caller.getPackageName().equals(AS_OTHER) && !service.equals("sts");
    return Optional.of(new SdkCall(action, asOther));
  }

  @Override
  public int compareTo(SdkCall other) {
    return Comparator.comparing(SdkCall::action)
        .thenComparing(SdkCall::asOther)
        .compare(this, other);
  }
}
