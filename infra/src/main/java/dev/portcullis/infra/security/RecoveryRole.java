package dev.portcullis.infra.security;

import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.List;
import java.util.Map;

/**
 * The one role that reaches data of both regions. Takes the roles that may assume it and what it
 * may do; gives its ARN. Functions have rights in their own region only; what they need from the
 * other one while something is wrong, they do as this role, and the audit log shows it as such.
 *
 * <p>Both halves are made here: the trust, which names the callers' roles and nobody else, and at
 * each caller a policy of its own that allows to assume this role and no other. It cannot be part
 * of the callers' first policy, because the trust needs their roles to exist.
 */
public final class RecoveryRole extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:security:RecoveryRole";

  /** ARN of the role, once it may be assumed. */
  public final Output<String> arn;

  /**
   * Who may assume it.
   *
   * @param scope its region
   * @param roleName name of its role
   * @param roleArn ARN of the same role
   */
  public record Caller(Scope scope, Output<String> roleName, Output<String> roleArn) {}

  /**
   * What a recovery role needs.
   *
   * @param scope region whose provider makes it; IAM itself has no regions
   * @param callers at most one per region
   * @param permissions exactly what is done in the other region
   */
  public record Args(Scope scope, List<Caller> callers, PolicyDocument permissions) {
    public Args {
      callers = List.copyOf(callers);
      var regions = callers.stream().map(caller -> caller.scope().region().id()).toList();
      Violations.in(RecoveryRole.class)
          .unless(!callers.isEmpty(), "callers: is empty, got []; name who assumes the role")
          .unless(
              regions.stream().distinct().count() == regions.size(),
              "callers: two of one region, got " + regions + "; one per region")
          .throwIfAny();
    }
  }

  /** ARN of the role with that logical name; functions are told before it exists. */
  public static Output<String> arn(Scope scope, String name) {
    return scope
        .accountId()
        .applyValue(account -> "arn:aws:iam::" + account + ":role/" + scope.physicalOf(name));
  }

  /** Creates the role, and lets each caller assume it. */
  public RecoveryRole(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var trusted = Statement.allow("AssumeFromFunctions").action("sts:AssumeRole");
    args.callers().forEach(caller -> trusted.aws(caller.roleArn()));
    var role =
        ServiceRole.create(
            args.scope(),
            this,
            name,
            new ServiceRole.Purpose(
                "Lets functions reach data of the other region for disaster recovery",
                PolicyDocument.create().add(trusted).json(),
                args.permissions()));
    arn = role.arn();
    args.callers().forEach(caller -> admit(name, caller));
    registerOutputs(Map.of("arn", arn));
  }

  private void admit(String name, Caller caller) {
    var scope = caller.scope();
    var assume = name + "-assume-" + scope.region().code();
    new RolePolicy(
        assume,
        RolePolicyArgs.builder()
            .name(scope.physicalOf(assume))
            .role(caller.roleName())
            .policy(
                PolicyDocument.create()
                    .add(Statement.allow("AssumeRecoveryRole").action("sts:AssumeRole").on(arn))
                    .json())
            .build(),
        scope.child(this).build());
  }
}
