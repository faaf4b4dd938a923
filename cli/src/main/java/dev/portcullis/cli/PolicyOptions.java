package dev.portcullis.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.Waiver;
import dev.portcullis.policy.Yaml;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.ManagedOpaServer;
import dev.portcullis.policy.engine.OpaServerEngine;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.policy.engine.WasmEngine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * By which policy, with which parameters, by which engine. Shared by the commands that evaluate.
 */
final class PolicyOptions {
  /** Engines by the names of the contract. */
  enum EngineKind {
    EMBEDDED,
    WASM,
    OPA
  }

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile to judge by; default is the one of the system, or baseline.")
  private @Nullable String profile;

  @Option(
      names = "--params",
      paramLabel = "FILE",
      description = "YAML map of parameters that override the profile's.")
  private @Nullable Path parameters;

  @Option(names = "--waivers", paramLabel = "FILE", description = "YAML file of agreed exceptions.")
  private @Nullable Path waivers;

  @Option(
      names = "--only",
      paramLabel = "RULE",
      split = ",",
      description = "Ask these rules only; the decision is marked partial.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description =
          "Instant for expiries and effective dates, e.g. 2026-12-31T00:00:00Z; default is now.")
  private @Nullable String asOf;

  @Option(
      names = "--engine",
      paramLabel = "KIND",
      defaultValue = "embedded",
      description = "embedded (default), wasm or opa.")
  private EngineKind engine = EngineKind.EMBEDDED;

  @Option(
      names = "--opa-url",
      paramLabel = "URL",
      description =
          "OPA server for --engine opa; without it the gate starts one itself (needs opa).")
  private @Nullable URI opaUrl;

  @Option(
      names = "--opa-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for an OPA server (default 60).")
  private int opaTimeout;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "Another policy bundle, as policies/build-bundle writes it.")
  private @Nullable Path bundle;

  /** Everything checked that can be before a graph is captured: a wrong option is told at once. */
  Prepared prepare() {
    if (opaUrl != null && engine != EngineKind.OPA) {
      throw InputException.of(
          "--opa-url",
          "",
          "the engine is " + engine.name().toLowerCase(java.util.Locale.ROOT),
          "add --engine opa");
    }
    var pack = bundle();
    only.forEach(id -> pack.catalogue().require("--only", id));
    return new Prepared(pack, request());
  }

  private GateRequest request() {
    return new GateRequest(
        profile,
        parameters == null
            ? Map.of()
            : Yaml.read(parameters, new TypeReference<Map<String, JsonNode>>() {}),
        waivers == null ? List.of() : Waiver.read(waivers),
        only,
        instant());
  }

  private Instant instant() {
    if (asOf == null) {
      return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
    try {
      return Instant.parse(asOf);
    } catch (DateTimeParseException e) {
      throw InputException.of(
          "--as-of",
          "",
          "got \"" + asOf + "\"",
          "write an instant such as 2026-12-31T00:00:00Z",
          e);
    }
  }

  /**
   * The pack to judge by. In a source tree the built-in one must be made of the sources that stand
   * there.
   */
  PolicyBundle bundle() {
    if (bundle != null) {
      return PolicyBundle.in(bundle);
    }
    var pack = PolicyBundle.builtIn();
    var home = System.getProperty("portcullis.home");
    if (home != null && Path.of(home, "policies/src/main/rego").toFile().isDirectory()) {
      pack.requireMadeOf(Path.of(home));
    }
    return pack;
  }

  /** Starts the engine asked for. */
  PolicyEngine open(PolicyBundle pack) {
    var deadline = Duration.ofSeconds(opaTimeout);
    return switch (engine) {
      case EMBEDDED, WASM -> new WasmEngine(engine.name().toLowerCase(java.util.Locale.ROOT), pack);
      case OPA ->
          opaUrl != null
              ? new OpaServerEngine(Objects.requireNonNull(opaUrl), deadline)
              : ManagedOpaServer.start(pack, deadline);
    };
  }

  /** A policy and a request, ready for a graph. */
  final class Prepared {
    private final PolicyBundle pack;
    private final GateRequest request;

    private Prepared(PolicyBundle pack, GateRequest request) {
      this.pack = pack;
      this.request = request;
    }

    Decision decide(ResourceGraph graph) {
      try (var opened = open(pack)) {
        return new Gate(pack, opened, request).decide(graph);
      } catch (PolicyEngineException e) {
        throw InputException.of(
            "--engine",
            engine.name().toLowerCase(java.util.Locale.ROOT),
            e.getMessage(),
            "choose another engine or mend this one",
            e);
      }
    }
  }
}
