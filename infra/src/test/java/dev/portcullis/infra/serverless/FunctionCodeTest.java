package dev.portcullis.infra.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.infra.serverless.FunctionCode.Healthcare;
import dev.portcullis.infra.serverless.FunctionCode.Payments;
import dev.portcullis.infra.serverless.FunctionCode.Trading;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionCodeTest {

  static Stream<FunctionCode> everyFunction() {
    return Stream.of(
            Stream.of(FunctionCode.orderApi("java21", 512)),
            Stream.of(Trading.values()).map(h -> FunctionCode.trading(h, "java21", 512)),
            Stream.of(Payments.values()).map(h -> FunctionCode.payments(h, "java21", 512)),
            Stream.of(Healthcare.values()).map(h -> FunctionCode.healthcare(h, "nodejs22.x", 512)))
        .flatMap(functions -> functions);
  }

  /** The two modules know each other by this name alone: the compiler does not check it. */
  @ParameterizedTest
  @MethodSource("everyFunction")
  void namesHandlerThatIsInTheArchive(FunctionCode code) throws IOException {
    assertThat(entries(code)).contains(entryOf(code.handler()));
  }

  @Test
  void shipsWithEachArchiveWhatItsFunctionsNeedAndNoMore() throws IOException {
    assertThat(libraries(FunctionCode.orderApi("java21", 512)))
        .contains("dynamodb", "s3", "secretsmanager", "postgresql", "url-connection-client")
        .doesNotContain("rds", "sns", "sts", "commons-validator");
    assertThat(libraries(FunctionCode.trading(Trading.API, "java21", 512)))
        .contains("postgresql", "secretsmanager")
        .doesNotContain("rds", "s3", "dynamodb", "sns", "sts", "commons-validator");
    assertThat(libraries(FunctionCode.payments(Payments.API, "java21", 512)))
        .contains("dynamodb", "s3", "secretsmanager", "sts", "postgresql", "commons-validator")
        .doesNotContain("rds", "sns")
        .noneMatch(name -> name.matches("commons-(beanutils|collections|digester|logging)"));
    assertThat(libraries(FunctionCode.payments(Payments.NOTIFIER, "java21", 512)))
        .contains("dynamodb", "rds", "sns")
        .doesNotContain("s3", "secretsmanager", "postgresql");
    assertThat(libraries(FunctionCode.payments(Payments.PROMOTER, "java21", 512)))
        .contains("rds")
        .doesNotContain("dynamodb", "s3", "secretsmanager", "sns", "postgresql");
    assertThat(entries(FunctionCode.healthcare(Healthcare.APP, "nodejs22.x", 512)))
        .contains("node_modules/postgres/package.json", "rds-ca.pem")
        .noneMatch(name -> name.contains("test/") || name.contains("vendor"));
  }

  private static String entryOf(String handler) {
    return handler.contains("::")
        ? handler.substring(0, handler.indexOf("::")).replace('.', '/') + ".class"
        : handler.replace(".handler", ".mjs");
  }

  private static List<String> libraries(FunctionCode code) throws IOException {
    return entries(code).stream()
        .filter(name -> name.startsWith("lib/"))
        .map(name -> name.replaceAll("^lib/(.*?)-[0-9.]+[.]jar$", "$1"))
        .toList();
  }

  private static List<String> entries(FunctionCode code) throws IOException {
    try (var zip = new ZipFile(code.archive().toFile())) {
      return zip.stream().map(entry -> entry.getName()).toList();
    }
  }
}
