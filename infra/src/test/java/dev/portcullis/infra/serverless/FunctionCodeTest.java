package dev.portcullis.infra.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class FunctionCodeTest {

  /** The two modules know each other by this name alone: the compiler does not check it. */
  @Test
  void namesHandlerThatIsInTheArchive() throws IOException {
    var code = FunctionCode.orderApi("java21", 512);
    var type = code.handler().substring(0, code.handler().indexOf("::"));

    try (var zip = new ZipFile(code.archive().toFile())) {
      assertThat(zip.getEntry(type.replace('.', '/') + ".class")).isNotNull();
      assertThat(zip.stream().map(e -> e.getName()))
          .anyMatch(name -> name.startsWith("lib/dynamodb-"));
    }
  }
}
