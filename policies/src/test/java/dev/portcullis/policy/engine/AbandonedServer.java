package dev.portcullis.policy.engine;

import dev.portcullis.policy.bundle.PolicyBundle;
import java.time.Duration;

/** A process that starts an OPA server, says so, and then never stops it: it is killed. */
final class AbandonedServer {
  private AbandonedServer() {}

  public static void main(String[] args) throws InterruptedException {
    try (var engine = ManagedOpaServer.start(PolicyBundle.builtIn(), Duration.ofSeconds(30))) {
      System.out.println("serving " + engine.info().version());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }
}
