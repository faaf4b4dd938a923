package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.plan.PlanException;
import dev.portcullis.policy.plan.ir.Policy.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is in the classes of a plan, by the numbers that they use.
 *
 * @param files Rego sources
 * @param places by line number of the classes minus one
 * @param functions names and paths
 * @param entrypoints names
 */
public record PlanIndex(
    List<String> files, List<Place> places, List<Entry> functions, List<String> entrypoints) {
  private static final String SEPARATOR = "\t";

  /**
   * One function.
   *
   * @param path empty when it takes more than input and data
   */
  public record Entry(String name, List<String> path) {}

  /** As text that {@link #read} reads; names are escaped. */
  public String text() {
    var out = new StringBuilder();
    section(out, files, file -> file);
    section(out, places, place -> place.file() + SEPARATOR + place.row());
    section(
        out,
        functions,
        function ->
            function.name()
                + (function.path().isEmpty() ? "" : SEPARATOR)
                + String.join(SEPARATOR, function.path()));
    section(out, entrypoints, entrypoint -> entrypoint);
    return out.toString();
  }

  private static <T> void section(StringBuilder out, List<T> list, Function<T, String> line) {
    out.append(list.size()).append('\n');
    list.forEach(item -> out.append(line.apply(item).replace("\n", "\\n")).append('\n'));
  }

  /** Reads what {@link #text} wrote. */
  public static PlanIndex read(BufferedReader in) throws IOException {
    return new PlanIndex(
        section(in, line -> line),
        section(in, PlanIndex::place),
        section(in, PlanIndex::entry),
        section(in, line -> line));
  }

  private static <T> List<T> section(BufferedReader in, Function<String, T> item)
      throws IOException {
    var size = Integer.parseInt(line(in));
    var list = new ArrayList<T>(size);
    for (var i = 0; i < size; i++) {
      list.add(item.apply(line(in)));
    }
    return list;
  }

  private static String line(BufferedReader in) throws IOException {
    var line = in.readLine();
    if (line == null) {
      throw new PlanException("the index of the compiled policy is incomplete; build it again");
    }
    return line;
  }

  private static Place place(String line) {
    var tab = line.indexOf(SEPARATOR);
    return new Place(
        Integer.parseInt(line.substring(0, tab)), Integer.parseInt(line.substring(tab + 1)));
  }

  private static Entry entry(String line) {
    var parts = List.of(line.split(SEPARATOR, -1));
    return new Entry(parts.get(0), parts.subList(1, parts.size()));
  }
}
