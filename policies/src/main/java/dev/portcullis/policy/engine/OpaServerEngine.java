package dev.portcullis.policy.engine;

import com.bisnode.opa.client.OpaClient;
import com.bisnode.opa.client.query.QueryForDocumentRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Decision;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An OPA server, asked through com.bisnode.opa:opa-java-client.
 *
 * <p>The client waits for ever for a silent server, therefore every call runs on a thread of its
 * own and is abandoned at the deadline. A server whose bundle is not active answers 200 without a
 * result; the client turns that into an exception, and the host compares the revision that the
 * evaluation echoes, so a server with another policy is refused too.
 */
public final class OpaServerEngine implements PolicyEngine {
  private static final String DOCUMENT = "portcullis/decision/verdicts";

  private final URI url;
  private final Duration deadline;
  private final String version;
  private final OpaClient client;
  private final @Nullable AutoCloseable server;
  private final ExecutorService calls =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "opa-call");
            thread.setDaemon(true);
            return thread;
          });

  /** A server that somebody else runs. */
  public OpaServerEngine(URI url, Duration deadline) {
    this(url, deadline, "server", null);
  }

  OpaServerEngine(URI url, Duration deadline, String version, @Nullable AutoCloseable server) {
    this.url = url;
    this.deadline = deadline;
    this.version = version;
    this.server = server;
    this.client =
        OpaClient.builder()
            .opaConfiguration(url.toString())
            .objectMapper(new ObjectMapper())
            .build();
  }

  @Override
  public Decision.EngineInfo info() {
    return new Decision.EngineInfo("opa", version);
  }

  @Override
  public JsonNode evaluate(ObjectNode input) {
    var call =
        calls.submit(
            () ->
                client.queryForDocument(
                    new QueryForDocumentRequest(input, DOCUMENT), JsonNode.class));
    try {
      var verdicts = call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (verdicts == null || !verdicts.isObject()) {
        throw new PolicyEngineException(
            "OPA server " + url + " answered without verdicts; is the bundle active there?");
      }
      return verdicts;
    } catch (TimeoutException e) {
      throw new PolicyEngineException(
          "OPA server "
              + url
              + " gave no answer within "
              + deadline.toSeconds()
              + " s; raise --opa-timeout or look at the server",
          e);
    } catch (ExecutionException e) {
      throw new PolicyEngineException(
          "OPA server " + url + " could not be asked: " + reason(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PolicyEngineException("interrupted while waiting for OPA server " + url, e);
    } finally {
      call.cancel(true);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    var deepest = cause;
    while (deepest != null && deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest == null
        ? "unknown"
        : deepest.getClass().getSimpleName()
            + (deepest.getMessage() == null ? "" : " " + deepest.getMessage());
  }

  @Override
  public void close() {
    calls.shutdownNow();
    if (server != null) {
      try {
        server.close();
      } catch (Exception e) {
        throw new PolicyEngineException("the OPA server could not be stopped", e);
      }
    }
  }
}
