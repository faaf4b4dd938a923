package dev.portcullis.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.engine.OnPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call in cases.json gives what OPA gave. */
class BuiltinCasesTest {
  @Test
  void answersAsOpaDid() {
    var wrong =
        BuiltinCase.all().stream()
            .filter(row -> !row.answer().equals(row.text()))
            .map(row -> row.name() + row.arguments() + ": " + row.answer() + " not " + row.text())
            .toList();
    assertThat(wrong).as("calls with another answer than OPA's").isEmpty();
  }

  @Test
  void hasRowsForEveryBuiltin() {
    var inTable = BuiltinCase.all().stream().map(BuiltinCase::name).collect(Collectors.toSet());
    // These cannot be called by their name, or have no answer that a table could hold.
    assertThat(Builtins.names())
        .filteredOn(name -> !inTable.contains(name))
        .containsExactly(
            "eq", "internal.print", "internal.template_string", "time.now_ns", "trace");
  }

  @Test
  @Tag("opa")
  void isWhatOpaAnswersToday(@TempDir Path folder) throws IOException, InterruptedException {
    if (OnPath.find("opa").isEmpty() && System.getenv("PORTCULLIS_REQUIRE_TOOLS") == null) {
      System.err.println("NOT RUN: BuiltinCasesTest.isWhatOpaAnswersToday needs opa on the PATH");
      assumeTrue(false, "opa is not on the PATH");
    }
    var cases = BuiltinCase.all();
    var answers = ask(folder, cases);
    var committed = new ArrayList<String>();
    var derived = new ArrayList<String>();
    for (var i = 0; i < cases.size(); i++) {
      committed.add(cases.get(i).line(cases.get(i).text()));
      derived.add(cases.get(i).line(answers.path("c" + i).asText(BuiltinCase.UNDEFINED)));
    }
    // The place to copy the table from when rows or OPA have changed.
    var table = Path.of("target", "cases.json");
    Files.writeString(table, "[\n" + String.join(",\n", derived) + "\n]\n");
    derived.removeAll(committed);
    assertThat(derived).as("rows that OPA answers differently today, see %s", table).isEmpty();
  }

  private static JsonNode ask(Path folder, List<BuiltinCase> cases)
      throws IOException, InterruptedException {
    var scalars = new ArrayList<String>();
    var module = new StringBuilder("package cases\n\n");
    for (var i = 0; i < cases.size(); i++) {
      module.append("c%d := sprintf(\"%%v\", [[%s]])\n".formatted(i, cases.get(i).rego(scalars)));
    }
    var input = "{\"scalars\": " + scalars + "}";
    var opa =
        new ProcessBuilder(
                OnPath.find("opa").orElseThrow().toString(),
                "eval",
                "--v0-compatible",
                "--format=json",
                "--data=" + Files.writeString(folder.resolve("cases.rego"), module),
                "--input=" + Files.writeString(folder.resolve("input.json"), input),
                "data.cases")
            .redirectErrorStream(true)
            .start();
    var output = BuiltinCase.JSON.readTree(opa.getInputStream());
    assertThat(opa.waitFor()).as("opa eval: %s", output).isZero();
    return output.at("/result/0/expressions/0/value");
  }
}
