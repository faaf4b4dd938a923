package dev.portcullis.infra.config;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import dev.portcullis.infra.core.CidrBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the configuration of one system may hold: a table of parameters, and what must hold between
 * them.
 *
 * @param parameters the table
 * @param checks what must hold between values, besides what must hold in every system
 */
public record ConfigSchema(
    Parameters parameters, List<Function<Settings, Optional<Problem>>> checks) {

  public ConfigSchema {
    checks = List.copyOf(checks);
  }

  /**
   * Reads the configuration.
   *
   * @param lookup value of a parameter name, as the engine has it
   * @param stackName name of the stack, the suffix where a system does not require another
   * @throws ConfigurationException naming every error
   */
  public SystemConfig read(Function<String, Optional<String>> lookup, String stackName) {
    var settings = check(lookup, stackName).valid();
    return new SystemConfig(settings, settings.find(StandardParameters.SUFFIX).orElse(stackName));
  }

  /**
   * Checks a configuration before a program runs with it: unlike the program, which can only ask
   * for keys, it sees the unknown ones.
   *
   * @param config key with namespace to value
   * @throws ConfigurationException naming every error
   */
  public void validate(Map<String, String> config, String stackName) {
    check(name -> Optional.ofNullable(config.get(Parameters.key(name))), stackName)
        .with(parameters.unknownKeys(config))
        .valid();
  }

  private Settings check(Function<String, Optional<String>> lookup, String stackName) {
    var settings = parameters.resolve(lookup);
    var problems = new ArrayList<Problem>();
    suffix(settings, stackName).ifPresent(problems::add);
    overlap(settings).ifPresent(problems::add);
    checks.forEach(check -> check.apply(settings).ifPresent(problems::add));
    return settings.with(problems);
  }

  /** The stack's name must do as a suffix where it is one. */
  private Optional<Problem> suffix(Settings settings, String stackName) {
    var parameter = parameters.get(StandardParameters.SUFFIX);
    var key = Parameters.key(parameter.name());
    if (parameter.required()
        || settings.find(parameter.name()).isPresent()
        || settings.problems().stream().anyMatch(problem -> problem.key().equals(key))
        || parameter.allowed().accepts().test(stackName)) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            key,
            "not given, and the stack name is not allowed, got \"" + stackName + "\"",
            "allowed: " + parameter.allowed().description()));
  }

  private static Optional<Problem> overlap(Settings settings) {
    var primary = settings.find(StandardParameters.PRIMARY_CIDR).map(CidrBlock::parse);
    var secondary = settings.find(StandardParameters.SECONDARY_CIDR).map(CidrBlock::parse);
    if (primary.isEmpty() || secondary.isEmpty() || !primary.get().overlaps(secondary.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Parameters.key(StandardParameters.SECONDARY_CIDR),
            "overlaps the primary VPC " + primary.get() + ", got \"" + secondary.get() + "\"",
            "give the regions disjoint ranges, or they cannot be peered"));
  }
}
