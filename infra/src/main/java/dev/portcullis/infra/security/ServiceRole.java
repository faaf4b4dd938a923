package dev.portcullis.infra.security;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.Scope;

/**
 * A role that a service assumes, with the one inline policy that says what it may do. Role and
 * policy are two resources: a policy may then name what names the role, without a cycle.
 *
 * @param role the role
 * @param policy its permissions; whoever uses the role waits for them, because the role's ARN alone
 *     says nothing about what it may do yet
 */
public record ServiceRole(Role role, RolePolicy policy) {

  /**
   * What a role is for.
   *
   * @param description who does what with it
   * @param trust who may assume it
   * @param permissions what it may do
   */
  public record Purpose(String description, Output<String> trust, PolicyDocument permissions) {}

  /**
   * Creates both.
   *
   * @param scope region whose provider makes them; IAM itself has no regions, so the tags are those
   *     of global resources
   * @param owner component they belong to
   * @param name logical name of the owner; the physical name follows from it
   */
  public static ServiceRole create(Scope scope, Resource owner, String name, Purpose purpose) {
    var physical = scope.physicalOf(name);
    var role =
        new Role(
            name + "-role",
            RoleArgs.builder()
                .name(physical)
                .description(purpose.description())
                .assumeRolePolicy(purpose.trust())
                .tags(scope.tags().globalNamed(physical))
                .build(),
            scope.child(owner).build());
    var policy =
        new RolePolicy(
            name + "-policy",
            RolePolicyArgs.builder()
                .name(physical)
                .role(role.name())
                .policy(purpose.permissions().json())
                .build(),
            scope.child(owner).build());
    return new ServiceRole(role, policy);
  }

  /** ARN of the role. */
  public Output<String> arn() {
    return role.arn();
  }
}
