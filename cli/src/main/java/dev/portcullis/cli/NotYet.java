package dev.portcullis.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Commands of the contract that are not built yet: they say so and exit 2, so that no script takes
 * them for a pass.
 */
abstract class NotYet implements Callable<Integer> {
  private final Terminal terminal;
  private final String name;

  private NotYet(Terminal terminal, String name) {
    this.terminal = terminal;
    this.name = name;
  }

  /**
   * Takes whatever the contract gives these commands: that they are not there yet is the news, not
   * an unknown option.
   */
  static void acceptAnyArguments(CommandLine gate) {
    gate.getSubcommands().values().stream()
        .filter(command -> command.getCommand() instanceof NotYet)
        .forEach(command -> command.setUnmatchedArgumentsAllowed(true));
  }

  @Override
  public Integer call() {
    terminal.err().println("gate: the command \"" + name + "\" is not there yet");
    return GateCommand.NOT_DECIDED;
  }

  @Command(name = "deploy", description = "The only way to production (not there yet).")
  static final class Deploy extends NotYet {
    Deploy(Terminal terminal) {
      super(terminal, "deploy");
    }
  }

  @Command(name = "verify", description = "Check a signed dossier (not there yet).")
  static final class Verify extends NotYet {
    Verify(Terminal terminal) {
      super(terminal, "verify");
    }
  }
}
