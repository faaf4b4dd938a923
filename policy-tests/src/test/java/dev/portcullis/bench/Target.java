package dev.portcullis.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One demand of the project and what was measured.
 *
 * @param demand in words
 * @param bound what the value may not exceed, or must reach
 * @param atLeast whether the bound must be reached
 * @param measured the value
 * @param cutOff whether a peer was cut off, so that the true value is better still
 */
record Target(String demand, double bound, boolean atLeast, double measured, boolean cutOff) {

  boolean isMet() {
    return atLeast ? measured >= bound : measured <= bound;
  }

  /** Bounds as ratios of two series, in the words of the report. */
  private record Demand(
      String words,
      double bound,
      String part,
      String mine,
      String theirPart,
      String peer,
      int size) {

    Optional<Target> judged(SeriesBook book) {
      var my = book.find(part, mine, size);
      var their = book.find(theirPart, peer, size);
      if (my.isEmpty() || their.isEmpty()) {
        return Optional.empty();
      }
      // What was cut off itself took longer than anybody waited.
      var ratio = my.get().cutOff() ? Double.POSITIVE_INFINITY : my.get().ratioTo(their.get());
      return Optional.of(new Target(words, bound, false, ratio, their.get().cutOff()));
    }
  }

  /** Everything that could be judged by what was measured. */
  static List<Target> judge(SeriesBook book, BenchMode mode) {
    var targets = new ArrayList<Target>();
    for (var size : mode.sizes()) {
      add(targets, book, warm("OPA server", 1 / 8.0, WarmPart.ANSWER, WarmPart.SERVER, size));
      add(targets, book, warm("opa eval", 1 / 5.0, WarmPart.EVALUATE, WarmPart.EVAL, size));
    }
    add(targets, book, cold(2.5, 1_000));
    add(targets, book, cold(0.6, 10_000));
    add(targets, book, cold(0.35, 100_000));
    add(
        targets,
        book,
        new Demand(
            "cold `./gate check trading` / `pulumi preview`",
            0.25,
            CapturePart.NAME,
            CapturePart.GATE,
            CapturePart.NAME,
            CapturePart.PREVIEW,
            0));
    add(
        targets,
        book,
        new Demand(
            "peak memory / `opa eval`, 100,000",
            0.5,
            "memory, " + ColdPart.NAME,
            ColdPart.GATE,
            "memory, " + ColdPart.NAME,
            ColdPart.OPA_EVAL,
            100_000));
    perResource(book).ifPresent(targets::add);
    provenance(targets, book, mode);
    sweep(targets, book, mode);
    page(targets, book);
    return targets;
  }

  private static void add(List<Target> targets, SeriesBook book, Demand demand) {
    demand.judged(book).ifPresent(targets::add);
  }

  private static Demand warm(String peer, double bound, String mine, String theirs, int size) {
    var words = String.format(Locale.ROOT, "warm / %s, %,d resources", peer, size);
    return new Demand(words, bound, WarmPart.NAME, mine, WarmPart.NAME, theirs, size);
  }

  private static Demand cold(double bound, int size) {
    var words = String.format(Locale.ROOT, "cold `--graph` / conftest, %,d resources", size);
    return new Demand(
        words, bound, ColdPart.NAME, ColdPart.GATE, ColdPart.NAME, ColdPart.CONFTEST, size);
  }

  private static Optional<Target> perResource(SeriesBook book) {
    var few = book.find(WarmPart.NAME, WarmPart.EVALUATE, 1_000);
    var many = book.find(WarmPart.NAME, WarmPart.EVALUATE, 100_000);
    return few.isEmpty() || many.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Target(
                "evaluation per resource, 100,000 / 1,000",
                1.5,
                false,
                many.get().median() / 100 / few.get().median(),
                false));
  }

  private static void provenance(List<Target> targets, SeriesBook book, BenchMode mode) {
    for (var size : mode.sizes()) {
      var words = String.format(Locale.ROOT, "with provenance / without, %,d resources", size);
      add(
          targets,
          book,
          new Demand(
              words, 3, WarmPart.NAME, WarmPart.TRACE, WarmPart.NAME, WarmPart.EVALUATE, size));
    }
  }

  private static void sweep(List<Target> targets, SeriesBook book, BenchMode mode) {
    var few = mode.sweeps().get(0);
    var many = mode.sweeps().get(1);
    var fewer = book.find(SweepPart.NAME, SweepPart.GATE, few);
    var more = book.find(SweepPart.NAME, SweepPart.GATE, many);
    if (fewer.isPresent() && more.isPresent()) {
      var seconds = more.get().median();
      targets.add(rate(many, "start of the process included", many / seconds));
      targets.add(
          rate(many, "without the first " + few, (many - few) / (seconds - fewer.get().median())));
    }
    var memory = "memory, " + SweepPart.NAME;
    var small = book.find(memory, SweepPart.GATE, few);
    var large = book.find(memory, SweepPart.GATE, many);
    if (small.isPresent() && large.isPresent()) {
      targets.add(
          new Target(
              String.format(Locale.ROOT, "sweep, peak memory of %,d stacks / %,d", many, few),
              1.2,
              false,
              large.get().ratioTo(small.get()),
              false));
    }
  }

  private static void page(List<Target> targets, SeriesBook book) {
    for (var subject :
        List.of(PagePart.OPEN, PagePart.FILTER_RESOURCES, PagePart.FILTER_SENTENCES)) {
      book.find(PagePart.NAME, subject, PagePart.RESOURCES)
          .ifPresent(
              series ->
                  targets.add(
                      new Target(
                          String.format(
                              Locale.ROOT,
                              "HTML report of %,d resources: %s, seconds",
                              PagePart.RESOURCES,
                              subject),
                          1,
                          false,
                          series.median(),
                          false)));
    }
  }

  private static Target rate(int stacks, String what, double measured) {
    return new Target(
        String.format(
            Locale.ROOT,
            "sweep, %,d stacks of %d resources, %s: stacks a second on one thread",
            stacks,
            SweepPart.RESOURCES,
            what),
        150,
        true,
        measured,
        false);
  }
}
