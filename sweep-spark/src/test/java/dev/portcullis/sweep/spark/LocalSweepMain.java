package dev.portcullis.sweep.spark;

import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.plan.PlanEngine;
import dev.portcullis.report.Version;
import dev.portcullis.sweep.Engines;
import dev.portcullis.sweep.Sweep;
import dev.portcullis.sweep.SweepDirectory;
import dev.portcullis.sweep.SweepPolicy;
import dev.portcullis.sweep.source.Documents;
import dev.portcullis.sweep.source.SourceArguments;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The local sweep of a folder, in a JVM without Spark: FOLDER OUT INSTANT. */
final class LocalSweepMain {
  private LocalSweepMain() {}

  public static void main(String[] arguments) {
    var out = Path.of(arguments[1]);
    var pack = PolicyBundle.builtIn();
    var request = GateRequest.at(Instant.parse(arguments[2]));
    int status;
    try (var documents = new Documents();
        var engines = Engines.shared(() -> new PlanEngine(pack));
        var directory = SweepDirectory.open(out, false)) {
      var policy =
          new SweepPolicy(pack, request, engines.info(), "portcullis " + Version.current());
      var sources =
          new SourceArguments(InputStream.nullInputStream(), out, documents)
              .expand(List.of(arguments[0]));
      status =
          new Sweep(policy, engines, documents, 2, () -> false)
              .run(sources, directory, (result, fresh, nanos) -> {})
              .exitCode();
    }
    System.exit(status);
  }
}
