package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.report.html.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page of a traced decision with its picture, byte by byte, but for style and script, which are
 * files of their own. {@code -Dgolden.update=true} writes it anew; the difference is read in
 * review.
 */
class HtmlGoldenTest {
  private static final Path FILE = Path.of("src/test/resources/golden-pages/picture.html");
  private static final Pattern STYLE_OR_SCRIPT =
      Pattern.compile(
          "(?s)(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|sha256-[\\w+/=]+");

  @Test
  void rendersAsWritten() throws IOException {
    var system = SampleSystem.plain();
    var bytes = HtmlReport.render(system.decision(), system.graph());
    var page = STYLE_OR_SCRIPT.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, page);
    }
    assertThat(page).isEqualTo(Files.readString(FILE));
  }
}
