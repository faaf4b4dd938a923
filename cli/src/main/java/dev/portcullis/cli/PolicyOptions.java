package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.ManagedOpaServer;
import dev.portcullis.policy.engine.OpaServerEngine;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.policy.engine.WasmEngine;
import dev.portcullis.policy.plan.EvaluationLimits;
import dev.portcullis.policy.plan.IncrementalEngine;
import dev.portcullis.policy.plan.PlanEngine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  private static final String SOURCES = "policies/src/main/rego";

  /** Where {@code policies/build-bundle} writes. */
  private static final String BUILT = "policies/src/main/resources/dev/portcullis/policy/bundle";

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
      names = "--trace",
      negatable = true,
      description =
          "Say in the decision which fields decided, and which inputs no rule read (embedded"
              + " engine). Default is to say it when gate check writes html, otherwise not.")
  private @Nullable Boolean trace;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "Another policy bundle, as policies/build-bundle writes it.")
  private @Nullable Path bundle;

  /**
   * Everything checked and loaded that can be before there is a graph: a wrong option is told at
   * once.
   *
   * @param traced whether to follow what is read where the user does not say
   */
  Prepared prepare(boolean traced) {
    var asked = asked();
    try {
      return new Prepared(asked, open(asked.pack(), trace == null ? traced : trace));
    } catch (PolicyEngineException e) {
      throw unusable(e);
    }
  }

  /** The same without an engine. */
  Asked asked() {
    return asked(this::bundle);
  }

  /**
   * The same by the bundle that lies in the source tree now, which is newer than the one that the
   * gate was built with when it was built again meanwhile.
   */
  Asked askedInTree() {
    return asked(this::bundleInTree);
  }

  private Asked asked(Supplier<PolicyBundle> bundles) {
    if (opaUrl != null && engine != EngineKind.OPA) {
      throw InputException.of(
          "--opa-url",
          "",
          "the engine is " + engine.name().toLowerCase(Locale.ROOT),
          "add --engine opa");
    }
    var pack = bundles.get();
    only.forEach(id -> pack.catalogue().require("--only", id));
    return new Asked(pack, request());
  }

  /** By which policy, and how, a graph is to be judged. */
  record Asked(PolicyBundle pack, GateRequest request) {}

  /** How a user is told of an engine that cannot be had. */
  InputException unusable(PolicyEngineException e) {
    return InputException.of(
        "--engine",
        engine.name().toLowerCase(Locale.ROOT),
        e.getMessage(),
        "choose another engine or mend this one",
        e);
  }

  private GateRequest request() {
    return GateRequest.read(profile, parameters, waivers, only, asOf, Instant.now());
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
    sourceTree().ifPresent(pack::requireMadeOf);
    return pack;
  }

  private PolicyBundle bundleInTree() {
    if (bundle != null || sourceTree().isEmpty()) {
      return bundle();
    }
    var home = sourceTree().get();
    var pack = PolicyBundle.in(home.resolve(BUILT));
    pack.requireMadeOf(home);
    return pack;
  }

  private static Optional<Path> sourceTree() {
    return Optional.ofNullable(System.getProperty("portcullis.home"))
        .map(Path::of)
        .filter(home -> Files.isDirectory(home.resolve(SOURCES)));
  }

  /** Files and folders that the policy is made of, besides the gate itself. */
  List<Path> roots() {
    var roots = new ArrayList<Path>();
    Stream.of(parameters, waivers, bundle).filter(Objects::nonNull).forEach(roots::add);
    if (bundle == null) {
      sourceTree()
          .ifPresent(home -> roots.addAll(List.of(home.resolve(SOURCES), home.resolve(BUILT))));
    }
    return roots;
  }

  /** Whether the instant was given, rather than taken from the clock. */
  boolean asOfGiven() {
    return asOf != null;
  }

  /** Whether one engine may answer several threads; otherwise each needs its own. */
  boolean engineIsShared() {
    return engine != EngineKind.WASM;
  }

  /** The same for graphs that differ little, one after the other. */
  PolicyEngine openForMany(PolicyBundle pack) {
    return engine == EngineKind.EMBEDDED ? new IncrementalEngine(pack) : open(pack);
  }

  /** Starts the engine asked for. */
  PolicyEngine open(PolicyBundle pack) {
    return open(pack, Boolean.TRUE.equals(trace));
  }

  private PolicyEngine open(PolicyBundle pack, boolean traced) {
    var deadline = Duration.ofSeconds(opaTimeout);
    return switch (engine) {
      case EMBEDDED -> new PlanEngine(pack, EvaluationLimits.DEFAULT, traced);
      case WASM -> new WasmEngine(pack);
      case OPA ->
          opaUrl != null
              ? new OpaServerEngine(Objects.requireNonNull(opaUrl), deadline)
              : ManagedOpaServer.start(pack, deadline);
    };
  }

  /** A policy, a request and an engine, ready for a graph. */
  final class Prepared implements AutoCloseable {
    private final Asked asked;
    private final PolicyEngine opened;

    private Prepared(Asked asked, PolicyEngine opened) {
      this.asked = asked;
      this.opened = opened;
    }

    Decision decide(ResourceGraph graph) {
      try {
        return new Gate(asked.pack(), opened, asked.request()).decide(graph);
      } catch (PolicyEngineException e) {
        throw unusable(e);
      }
    }

    @Override
    public void close() {
      opened.close();
    }
  }
}
