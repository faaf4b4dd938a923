package dev.portcullis.sweep;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.Waiver;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which waivers of a fleet a stack gets: those whose URN names this stack of this project, and
 * those that mean one of its resources. All the others are about other stacks; given to this one
 * they would be orphans in it and deny it.
 */
final class WaiverScope {
  private static final String SEPARATOR = "::";

  private record Scoped(Waiver waiver, Pattern urn, Pattern stack, Pattern project) {}

  private final List<Scoped> waivers;

  WaiverScope(List<Waiver> waivers) {
    this.waivers = waivers.stream().map(WaiverScope::scoped).toList();
  }

  private static Scoped scoped(Waiver waiver) {
    var parts = waiver.urn().split(SEPARATOR, 3);
    // A pattern that does not spell out stack and project names none.
    var whole = parts.length == 3 && parts[0].startsWith("urn:pulumi:");
    return new Scoped(
        waiver,
        pattern(waiver.urn()),
        pattern(whole ? parts[0].substring("urn:pulumi:".length()) : ""),
        pattern(whole ? parts[1] : ""));
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
  }

  List<Waiver> of(ResourceGraph graph) {
    if (waivers.isEmpty()) {
      return List.of();
    }
    var source = graph.source();
    var stack = String.valueOf(source.stack());
    var project = String.valueOf(source.project());
    return waivers.stream()
        .filter(
            scoped ->
                (scoped.stack.matcher(stack).matches() && scoped.project.matcher(project).matches())
                    || graph.resources().stream()
                        .anyMatch(resource -> scoped.urn.matcher(resource.urn()).matches()))
        .map(Scoped::waiver)
        .toList();
  }
}
