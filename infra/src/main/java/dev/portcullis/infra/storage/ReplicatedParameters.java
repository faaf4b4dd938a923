package dev.portcullis.infra.storage;

import com.google.gson.Gson;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.serverless.EventCause;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings that a function reads at run time, the same in both regions. Systems Manager replicates
 * nothing: what makes the two sides equal is that both take their value from one place, and that a
 * function carries over what is changed by hand ({@link #changed}). Takes both sites, each with its
 * own key; gives the path and the ARNs in each region.
 */
public final class ReplicatedParameters extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:storage:ReplicatedParameters";

  private static final Gson JSON = new Gson();
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_.-]+");

  /** What all names begin with, without a slash at the end; equal in both regions. */
  public final String path;

  /** Names, equal in both regions, in the order of the keys. */
  public final List<String> names;

  /** ARNs in the primary region, in the order of the keys. */
  public final List<Output<String>> primaryArns;

  /** ARNs in the secondary region, in the order of the keys. */
  public final List<Output<String>> secondaryArns;

  /**
   * What to keep.
   *
   * @param primary region and key of one side
   * @param secondary region and key of the other side
   * @param values value by key; nothing secret, since a program that knows a secret has leaked it
   */
  public record Args(Site primary, Site secondary, Map<String, Output<String>> values) {
    public Args {
      values = new References(values).byName();
      var refused = values.keySet().stream().filter(key -> !KEY.matcher(key).matches()).toList();
      Violations.in(ReplicatedParameters.class)
          .unless(
              !primary.scope().region().equals(secondary.scope().region()),
              "secondary: is in the region of the primary, got "
                  + secondary.scope().region().id()
                  + "; give the other region")
          .unless(!values.isEmpty(), "values: is empty, got {}; keep at least one")
          .unless(
              refused.isEmpty(),
              "values: keys that Systems Manager refuses, got "
                  + refused
                  + "; use letters, digits, dot, dash and underscore")
          .throwIfAny();
    }
  }

  /** Why a function is run that carries changes over: a parameter of its own region was changed. */
  public EventCause changed() {
    var detail = Map.of("name", names, "operation", List.of("Create", "Update"));
    return EventCause.event(
        "A parameter of this region was changed",
        Output.of(
            JSON.toJson(
                new TreeMap<>(
                    Map.of(
                        "source",
                        List.of("aws.ssm"),
                        "detail-type",
                        List.of("Parameter Store Change"),
                        "detail",
                        new TreeMap<>(detail))))));
  }

  /** What parameters do with the key for secrets. */
  public static KeyUse keyUse() {
    return KeyUse.through(Purpose.SECRETS, "ssm");
  }

  /**
   * Creates every parameter twice.
   *
   * @param name logical name without a region: the physical names are the same on both sides
   */
  public ReplicatedParameters(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    path = "/" + args.primary().scope().physicalOf(name);
    names =
        args.values().keySet().stream().map(key -> nameOf(args.primary().scope(), key)).toList();
    primaryArns = side(name, args.primary(), args.values());
    secondaryArns = side(name, args.secondary(), args.values());
    registerOutputs(Map.of("path", Output.of(path)));
  }

  private List<Output<String>> side(String name, Site site, Map<String, Output<String>> values) {
    return values.entrySet().stream()
        .map(entry -> parameter(name, site, entry.getKey(), entry.getValue()).arn())
        .toList();
  }

  private Parameter parameter(String name, Site site, String key, Output<String> value) {
    var scope = site.scope();
    var physical = nameOf(scope, key);
    return new Parameter(
        name + "-" + key + "-" + scope.region().code(),
        ParameterArgs.builder()
            .name(physical)
            .description("The same in both regions of " + scope.names().system())
            .type("SecureString")
            .keyId(site.keyArn())
            .tier("Standard")
            .value(value)
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).build());
  }

  private String nameOf(Scope scope, String key) {
    return path + "/" + scope.physicalOf(key);
  }
}
