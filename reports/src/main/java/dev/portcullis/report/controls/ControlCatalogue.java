package dev.portcullis.report.controls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The controls of a framework in the order of its publisher, from the table {@code
 * <framework>.tsv}.
 *
 * @param source what the table was made of, for a person
 * @param families id to title
 * @param controls by id
 */
public record ControlCatalogue(
    String source, Map<String, String> families, Map<String, Control> controls) {
  private static final String WITHDRAWN = "withdrawn";
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final Map<String, Optional<ControlCatalogue>> READ = new ConcurrentHashMap<>();

  /** Of a framework as rules name it, such as {@code nist-800-53-r5}; empty where there is none. */
  public static Optional<ControlCatalogue> of(String framework) {
    // The name is of whoever wrote the decision: it must not lead to another file.
    return NAME.matcher(framework).matches()
        ? READ.computeIfAbsent(framework, ControlCatalogue::read)
        : Optional.empty();
  }

  private static Optional<ControlCatalogue> read(String framework) {
    try (var stream = ControlCatalogue.class.getResourceAsStream(framework + ".tsv")) {
      return stream == null
          ? Optional.empty()
          : Optional.of(
              parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ControlCatalogue parse(List<String> lines) {
    var families = new LinkedHashMap<String, String>();
    var controls = new LinkedHashMap<String, Control>();
    for (var line : lines) {
      var cells = line.split("\t", -1);
      if (line.startsWith("#")) {
        continue;
      }
      if (cells[0].contains("-")) {
        controls.put(cells[0], control(cells[0], cells[1], cells[2]));
      } else {
        families.put(cells[0], cells[2]);
      }
    }
    return new ControlCatalogue(lines.get(0).substring(2), families, controls);
  }

  private static Control control(String id, String state, String title) {
    var withdrawn = state.equals(WITHDRAWN);
    return new Control(
        id,
        title,
        id.substring(0, id.indexOf('-')),
        withdrawn || state.isEmpty() ? List.of() : List.of(state.split(" ", -1)),
        withdrawn);
  }

  /** The controls that a baseline selects. */
  public List<Control> baseline(String name) {
    var wanted = name.toLowerCase(Locale.ROOT);
    return controls.values().stream().filter(c -> c.baselines().contains(wanted)).toList();
  }
}
