package dev.portcullis.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.policy.bundle.PolicyBundle;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gate rules}: what is checked, and why. */
@Command(
    name = "rules",
    description = "List the rules: what is checked, and why.",
    mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--json", description = "As JSON, with all metadata.")
  private boolean json;

  RulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    var rules = PolicyBundle.builtIn().catalogue().rules();
    if (json) {
      terminal
          .out()
          .println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rules));
      return 0;
    }
    for (var rule : rules) {
      terminal
          .out()
          .printf(
              "%-8s %-9s %-9s %s%n         %s%n",
              rule.id(),
              rule.severity().json(),
              rule.enforcement().json(),
              rule.title(),
              Answers.of(rule));
    }
    return 0;
  }
}
