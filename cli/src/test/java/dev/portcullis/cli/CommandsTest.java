package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
