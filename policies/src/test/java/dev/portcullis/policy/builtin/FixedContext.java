package dev.portcullis.policy.builtin;

/** A context whose clock stands still and whose limit can be reached. */
final class FixedContext implements BuiltinContext {
  static final long NOW = 1_577_836_800_000_000_000L;

  private final long limit;
  private long charged;

  FixedContext(long limit) {
    this.limit = limit;
  }

  FixedContext() {
    this(1_000_000);
  }

  @Override
  public long nowNanos() {
    return NOW;
  }

  @Override
  public void charge(long elements) {
    if (elements > limit - charged) {
      throw new LimitReached();
    }
    charged += elements;
  }

  /** What an evaluation throws beyond its limit. */
  static final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
