package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every format of every kind of decision, byte by byte; of the page without its style and script,
 * which are files of their own. {@code -Dgolden.update=true} writes the files anew; the difference
 * is read in review.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final Pattern STYLE_OR_SCRIPT =
      Pattern.compile(
          "(?s)(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|sha256-[\\w+/=]+");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static Stream<Arguments> matrix() {
    return SampleDecisions.byName().entrySet().stream()
        .flatMap(
            decision ->
                Formats.all().stream()
                    .map(format -> Arguments.of(decision.getKey(), format.name())));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("matrix")
  void rendersAsWritten(String decision, String name) throws IOException {
    var format = Formats.named(name);
    var file = FOLDER.resolve(decision).resolve(format.fileName());
    var bytes = format.render(SampleDecisions.byName().get(decision));
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (name.equals("html")) {
      text = STYLE_OR_SCRIPT.matcher(text).replaceAll("");
    }
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  void hasNoFileThatNoFormatWrites() throws IOException {
    var wanted = new TreeSet<String>();
    for (var decision : SampleDecisions.byName().keySet()) {
      Formats.all().forEach(format -> wanted.add(decision + "/" + format.fileName()));
    }
    try (var files = Files.walk(FOLDER)) {
      var found =
          files
              .filter(Files::isRegularFile)
              .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
              .toList();
      assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }
}
