package dev.portcullis.sweep;

import dev.portcullis.graph.InputException;
import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.result.SummaryJson;
import dev.portcullis.sweep.result.Tally;
import dev.portcullis.sweep.source.Documents;
import dev.portcullis.sweep.source.Source;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A sweep on this machine: a pool of threads decides, one thread writes in the order of the
 * documents. At most as many graphs as threads are in memory, and a bounded number of results;
 * results do not depend on the number of threads.
 */
public final class Sweep {
  /**
   * Results that may wait for an earlier one, per thread: one slow stack must not stop the rest.
   */
  private static final int AHEAD = 32;

  /** What happens, told from one thread in the order of the documents. */
  public interface Listener {
    /**
     * A document is done.
     *
     * @param fresh whether it was decided now, not taken from the journal
     * @param nanos it took
     */
    void done(StackResult result, boolean fresh, long nanos);
  }

  /**
   * How it ended.
   *
   * @param total documents there are
   * @param reused documents whose result was taken from the journal
   * @param foreign results in the journal that hold for another policy or request, and were not
   *     used
   */
  public record Outcome(Tally tally, int total, int reused, int foreign) {
    /** Whether every document was reached. */
    public boolean complete() {
      return tally.documents() == total;
    }

    /** 0 when all were allowed, 1 when one was denied, 2 when one was not decided. */
    public int exitCode() {
      return SummaryJson.verdict(tally, total).exitCode();
    }
  }

  private record Done(StackResult result, boolean fresh, long nanos) {}

  private final SweepPolicy policy;
  private final Engines engines;
  private final Documents documents;
  private final int threads;
  private final StackJudge judge;
  private final BooleanSupplier stopped;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param threads at least 1
   * @param stopped asked before each document: once true, what is being decided is finished and
   *     written, and nothing new is begun
   */
  public Sweep(
      SweepPolicy policy,
      Engines engines,
      Documents documents,
      int threads,
      BooleanSupplier stopped) {
    this.policy = policy;
    this.engines = engines;
    this.documents = documents;
    this.threads = threads;
    this.stopped = stopped;
    this.judge = new StackJudge(policy);
  }

  /**
   * Decides on every document.
   *
   * @param sources sorted by name
   * @throws InputException if the results cannot be written
   */
  public Outcome run(List<Source> sources, SweepDirectory out, Listener listener) {
    var pool = Executors.newFixedThreadPool(threads, task -> new Thread(task, "sweep"));
    var tally = new Tally();
    var reused = 0;
    try {
      out.begin(policy.binding(), policy.request().asOf());
      var waiting = new ArrayDeque<Future<@Nullable Done>>();
      var next = sources.iterator();
      while (!waiting.isEmpty() || next.hasNext()) {
        while (next.hasNext() && waiting.size() < threads * AHEAD) {
          var source = next.next();
          waiting.add(pool.submit(() -> ended() ? null : decide(source, out.journal())));
        }
        var done = get(waiting.remove());
        if (done != null) {
          out.add(done.result(), done.fresh());
          tally.add(done.result());
          reused += done.fresh() ? 0 : 1;
          listener.done(done.result(), done.fresh(), done.nanos());
        }
      }
      out.finish(SummaryJson.write(summaryPolicy(), tally, sources.size()));
    } catch (IOException e) {
      throw out.unwritable(e);
    } finally {
      over.set(true);
      shutDown(pool);
    }
    return new Outcome(tally, sources.size(), reused, out.journal().foreign());
  }

  private SummaryJson.Policy summaryPolicy() {
    return new SummaryJson.Policy(
        policy.bundle().revision(), policy.binding(), policy.request(), policy.engine());
  }

  private boolean ended() {
    return over.get() || stopped.getAsBoolean();
  }

  private Done decide(Source source, Journal journal) throws IOException {
    var start = System.nanoTime();
    try {
      var document = documents.read(source);
      var earlier = journal.find(source.name(), document.digest());
      var result = earlier.orElseGet(() -> judge.judge(document, engines::get));
      return new Done(result, earlier.isEmpty(), System.nanoTime() - start);
    } catch (InputException e) {
      var result = judge.unreadable(source.name(), e.getMessage());
      return new Done(result, true, System.nanoTime() - start);
    }
  }

  private static @Nullable Done get(Future<@Nullable Done> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a result", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("a worker broke off", e.getCause());
    }
  }

  /** What is running is waited for: an engine must not be closed under it. */
  private static void shutDown(ExecutorService pool) {
    pool.shutdown();
    try {
      while (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
        // A large graph takes its time.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
