package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.report.Version;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code gate} and the meaning of its exit codes. */
@Command(
    name = "gate",
    description = "Decides whether a Pulumi program may be deployed.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit code: 0 allowed, 1 denied, 2 not decided (bad usage or input, engine fault, anything unexpected)."
    })
final class GateCommand implements Runnable {
  /** Not decided. */
  static final int NOT_DECIDED = 2;

  /** All commands, in the order of the help text. */
  static final Map<String, Class<?>> COMMANDS = commands();

  @Spec private CommandSpec spec;

  /** Runs the command line; never throws, never exits the process. */
  static int run(Terminal terminal, String... args) {
    var commandLine = new CommandLine(new GateCommand(), new CommandFactory(terminal));
    addCommands(commandLine, args);
    commandLine.getCommandSpec().version("portcullis " + Version.current());
    commandLine.setOut(writer(terminal.out()));
    commandLine.setErr(writer(terminal.err()));
    commandLine.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    NotYet.acceptAnyArguments(commandLine);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler((e, arguments) -> usage(terminal, e));
    commandLine.setExecutionExceptionHandler((e, cmd, result) -> unexpected(terminal, e));
    try {
      return delivered(terminal, commandLine.execute(args));
    } catch (Error e) {
      // Left alone, a full memory or a broken installation ends the JVM with 1, which means denied.
      return unexpected(terminal, e);
    }
  }

  private static Map<String, Class<?>> commands() {
    var commands = new LinkedHashMap<String, Class<?>>();
    commands.put("check", CheckCommand.class);
    commands.put("graph", GraphCommand.class);
    commands.put("rules", RulesCommand.class);
    commands.put("explain", ExplainCommand.class);
    commands.put("test", TestCommand.class);
    commands.put("sweep", SweepCommand.class);
    commands.put("watch", WatchCommand.class);
    commands.put("report", ReportCommand.class);
    commands.put("diff", DiffCommand.class);
    commands.put("deploy", NotYet.Deploy.class);
    commands.put("verify", NotYet.Verify.class);
    return Collections.unmodifiableMap(commands);
  }

  /**
   * The command that is named first, alone: reading the options of all takes longer than reading a
   * graph. Whoever names none, or one there is not, may want any.
   */
  private static void addCommands(CommandLine gate, String... args) {
    var named = args.length == 0 ? null : COMMANDS.get(args[0]);
    if (named != null) {
      gate.addSubcommand(args[0], named);
    } else {
      COMMANDS.forEach(gate::addSubcommand);
    }
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "missing command");
  }

  /** A document that did not arrive is not one that says "allowed". */
  private static int delivered(Terminal terminal, int status) {
    if (!terminal.out().checkError()) {
      return status;
    }
    terminal
        .err()
        .println("gate: standard output: cannot be written to its end; give it a place, or --out");
    return NOT_DECIDED;
  }

  private static int usage(Terminal terminal, CommandLine.ParameterException e) {
    terminal.err().println("gate: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, terminal.err());
    terminal.err().println("see: ./gate " + helpOf(e.getCommandLine()) + "--help");
    return NOT_DECIDED;
  }

  private static String helpOf(CommandLine command) {
    return command.getParent() == null ? "" : command.getCommandName() + " ";
  }

  /** Every fault ends here, in exit code 2: what the gate does not understand it does not allow. */
  private static int unexpected(Terminal terminal, Throwable fault) {
    if (fault instanceof InputException input) {
      terminal.err().println("gate: " + input.getMessage());
    } else {
      terminal.err().println("gate: not decided: " + fault);
    }
    if (System.getenv("PORTCULLIS_DEBUG") != null) {
      fault.printStackTrace(terminal.err());
    }
    return NOT_DECIDED;
  }

  /** Hands the terminal to the commands, so that tests can run them without a process. */
  private record CommandFactory(Terminal terminal) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (var constructor : type.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == Terminal.class) {
          return type.cast(constructor.newInstance(terminal));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
