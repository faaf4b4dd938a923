package dev.portcullis.report;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import java.util.List;

/** The formats there are. */
public final class Renderers {
  private static final List<Renderer> ALL =
      List.of(new JsonRenderer(), new JunitRenderer(), new SarifRenderer());

  private Renderers() {}

  /** Every format, in the order they are listed to the user. */
  public static List<Renderer> all() {
    return ALL;
  }

  /** The renderer of that name. */
  public static Renderer named(String format) {
    return ALL.stream()
        .filter(r -> r.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                InputException.of(
                    "--format",
                    "",
                    "unknown format \"" + format + "\"",
                    "use one of "
                        + String.join(", ", ALL.stream().map(Renderer::format).toList())));
  }

  /** The decision itself. */
  private static final class JsonRenderer implements Renderer {
    @Override
    public String format() {
      return "json";
    }

    @Override
    public String fileName() {
      return "decision.json";
    }

    @Override
    public byte[] render(Decision decision) {
      return DecisionJson.write(decision);
    }
  }
}
