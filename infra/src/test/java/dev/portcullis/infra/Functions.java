package dev.portcullis.infra;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.serverless.FunctionCode;
import dev.portcullis.infra.serverless.FunctionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Functions for programs in which something else is of interest. */
public final class Functions {
  private Functions() {}

  /** A function of that site, whose code is a file in that directory. */
  public static FunctionSpec in(Path directory, Site site) {
    return FunctionSpec.in(
            site, new Placement(Output.of(List.of("subnet-a", "subnet-b")), Output.of("sg-fn")))
        .code(new FunctionCode(code(directory), "a.B::c", "java21", 512, 60))
        .logs(site)
        .build();
  }

  private static Path code(Path directory) {
    try {
      return Files.writeString(directory.resolve("code.zip"), "code");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
