package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.report.Formats;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** Only the command that is named is built; nobody may notice. */
class CommandsTest {
  @Test
  void everyCommandIsFoundByTheNameItGivesItself() {
    assertThat(GateCommand.COMMANDS)
        .isNotEmpty()
        .allSatisfy(
            (name, type) -> assertThat(type.getAnnotation(Command.class).name()).isEqualTo(name));
  }

  @Test
  void theHelpListsEveryCommand() {
    assertThat(Run.of("--help").out()).contains(GateCommand.COMMANDS.keySet());
    assertThat(Run.of().err()).contains("missing command");
  }

  @Test
  void theHelpListsEveryFormat() {
    for (var command : List.of("check", "report")) {
      assertThat(Run.of(command, "--help").out().replaceAll("\\s+", " "))
          .contains(String.join(", ", Formats.names()));
    }
    assertThat(Run.of("check", "--help").out()).contains("--[no-]trace");
  }

  @Test
  void failsWithoutADecisionWhenTheInstallationIsBroken() {
    var broken =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new NoSuchMethodError("of another version");
          }
        };
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(broken, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    assertThat(GateCommand.run(terminal, "rules")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("not decided", "of another version");
  }

  @Test
  void aMisspeltCommandIsToldFromAllOfThem() {
    var run = Run.of("chek");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("check");
  }

  @Test
  void whatIsWrongWithThePolicyIsToldBeforeWhatIsWrongWithTheProgram() {
    var run = Run.of("check", "--graph", "nowhere.json", "--only", "NOPE-001");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("NOPE-001").doesNotContain("nowhere.json");
  }

  @Test
  void whatIsWrongWithTheProgramIsToldAlthoughItIsReadBesideThePolicy() {
    var run = Run.of("check", "--graph", "nowhere.json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("nowhere.json").contains("no such file");
  }
}
