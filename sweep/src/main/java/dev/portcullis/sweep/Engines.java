package dev.portcullis.sweep;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.PolicyEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The engine of each thread: one for all where that is safe, else one each, opened when first used.
 */
public final class Engines implements AutoCloseable {
  private final List<PolicyEngine> opened = new ArrayList<>();
  private final ThreadLocal<PolicyEngine> own;
  private final Decision.EngineInfo info;

  private Engines(Supplier<PolicyEngine> factory, boolean shared) {
    var first = factory.get();
    this.info = first.info();
    opened.add(first);
    this.own = ThreadLocal.withInitial(() -> shared ? first : open(factory));
  }

  /** One engine that is safe for threads. */
  public static Engines shared(Supplier<PolicyEngine> factory) {
    return new Engines(factory, true);
  }

  /** An engine for each thread. */
  public static Engines perThread(Supplier<PolicyEngine> factory) {
    return new Engines(factory, false);
  }

  private synchronized PolicyEngine open(Supplier<PolicyEngine> factory) {
    var engine = factory.get();
    opened.add(engine);
    return engine;
  }

  /** What evaluates, for the results. */
  public Decision.EngineInfo info() {
    return info;
  }

  /** The engine of the calling thread. */
  public PolicyEngine get() {
    return own.get();
  }

  @Override
  public synchronized void close() {
    opened.forEach(PolicyEngine::close);
    opened.clear();
  }
}
