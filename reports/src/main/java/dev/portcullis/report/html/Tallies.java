package dev.portcullis.report.html;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.picture.Inventory;
import dev.portcullis.report.picture.Item;
import dev.portcullis.report.picture.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The numbers at the top of the page. */
final class Tallies {
  private Tallies() {}

  static List<Page.Tally> of(Decision decision, Inventory inventory) {
    return List.of(
        new Page.Tally("Rules", rules(decision)),
        new Page.Tally(
            "Findings", standings(decision.findings().stream().map(f -> Standing.of(f.status())))),
        new Page.Tally("Resources", resources(inventory)),
        new Page.Tally(
            "Sentences",
            Matrix.counts(decision).stream()
                .map(count -> new Page.Part(count.count(), count.words(), count.status(), ""))
                .toList()));
  }

  /** What stands for nothing in the cloud is told apart: it is no gap that no rule examined it. */
  private static List<Page.Part> resources(Inventory inventory) {
    var cloud =
        inventory.items().stream()
            .filter(item -> item.drawn() || item.standing() != Standing.UNEXAMINED)
            .toList();
    var parts = new ArrayList<>(standings(cloud.stream().map(Item::standing)));
    var others = inventory.items().size() - cloud.size();
    if (others > 0) {
      parts.add(new Page.Part(others, "components and providers", "none", ""));
    }
    return parts;
  }

  private static List<Page.Part> rules(Decision decision) {
    var counts = new TreeMap<Status.Rule, Integer>();
    decision.rules().forEach(rule -> counts.merge(rule.status(), 1, Integer::sum));
    var parts = new ArrayList<Page.Part>();
    counts.forEach(
        (status, count) ->
            parts.add(new Page.Part(count, status.json().replace('-', ' '), status.json(), "")));
    return parts;
  }

  private static List<Page.Part> standings(Stream<Standing> standings) {
    var counts = new TreeMap<Standing, Integer>();
    standings.forEach(standing -> counts.merge(standing, 1, Integer::sum));
    var parts = new ArrayList<Page.Part>();
    counts.forEach(
        (standing, count) ->
            parts.add(new Page.Part(count, standing.words(), standing.key(), standing.mark())));
    return parts;
  }
}
