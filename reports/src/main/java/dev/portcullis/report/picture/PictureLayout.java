package dev.portcullis.report.picture;

import dev.portcullis.report.picture.Spot.Drawing;
import dev.portcullis.report.picture.Spot.Lane;
import dev.portcullis.report.picture.Spot.Placed;
import dev.portcullis.report.picture.Spot.Point;
import dev.portcullis.report.picture.Spot.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lanes below each other, regions beside each other. What is joined across regions stands next to
 * the centre ({@link MiddleLayout}); the rest fills the columns of its region, the shortest first.
 */
final class PictureLayout {
  private final Scene scene;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Placed> boxes = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  private PictureLayout(Scene scene) {
    this.scene = scene;
  }

  static Drawing of(Scene scene) {
    var layout = new PictureLayout(scene);
    double y = Sizes.TOP;
    for (var tier : Tier.values()) {
      var members = scene.boxes().stream().filter(box -> box.tier() == tier).toList();
      if (!members.isEmpty()) {
        y += layout.lane(tier, members, y) + Sizes.GAP;
      }
    }
    layout.detours();
    return new Drawing(
        layout.lanes,
        layout.boxes,
        layout.routes,
        Sizes.width(scene.columns().regions().size()),
        y);
  }

  private double lane(Tier tier, List<Box> members, double y) {
    var links =
        scene.links().stream()
            .filter(link -> link.from().tier() == tier && link.to().tier() == tier)
            .filter(link -> Math.max(link.from().column(), link.to().column()) <= 2)
            .toList();
    var joined = new LinkedHashSet<Box>();
    members.stream().filter(box -> box.column() == Box.CENTRE).forEach(joined::add);
    for (var link : links) {
      joined.add(link.from());
      joined.add(link.to());
    }
    var middle = MiddleLayout.of(List.copyOf(joined), links);
    var top = y + Sizes.LANE_TITLE;
    middle.boxes().forEach(placed -> place(placed, top));
    for (var route : middle.routes()) {
      var moved = route.points().stream().map(p -> new Point(p.x(), p.y() + top)).toList();
      routes.add(new Route(route.link(), moved));
    }
    var bottom = bottom(middle.boxes(), middle.routes()) + top;
    for (int column = 0; column <= scene.columns().regions().size(); column++) {
      if (column != Box.CENTRE) {
        bottom = Math.max(bottom, fill(column, members, joined, top));
      }
    }
    lanes.add(new Lane(tier, y, bottom + Sizes.GAP - y));
    return bottom + Sizes.GAP - y;
  }

  private void place(Placed placed, double top) {
    boxes.add(
        new Placed(
            placed.box(), new Point(placed.at().x(), placed.at().y() + top), placed.height()));
  }

  private static double bottom(List<Placed> boxes, List<Route> routes) {
    var low = boxes.stream().mapToDouble(box -> box.at().y() + box.height()).max().orElse(0);
    return Math.max(
        low,
        routes.stream().flatMap(r -> r.points().stream()).mapToDouble(Point::y).max().orElse(0));
  }

  /** The boxes of a region that are joined to nothing; gives the lowest edge. */
  private double fill(int column, List<Box> members, Set<Box> joined, double top) {
    var bottoms = new double[Sizes.ACROSS];
    Arrays.fill(bottoms, top);
    boxes.stream()
        .filter(placed -> placed.box().column() == column && joined.contains(placed.box()))
        .mapToDouble(placed -> placed.at().y() + placed.height() + Sizes.GAP)
        .forEach(bottom -> bottoms[0] = Math.max(bottoms[0], bottom));
    for (var box : members) {
      if (box.column() == column && !joined.contains(box)) {
        int shortest = 0;
        for (int i = 1; i < bottoms.length; i++) {
          shortest = bottoms[i] < bottoms[shortest] ? i : shortest;
        }
        // Counted from the centre outwards, so that two equal regions mirror each other.
        var steps = (column == 0 ? -1 : 1) * shortest * (Sizes.BOX + Sizes.GAP);
        boxes.add(
            new Placed(
                box, new Point(Sizes.inner(column) + steps, bottoms[shortest]), Sizes.height(box)));
        bottoms[shortest] += Sizes.height(box) + Sizes.GAP;
      }
    }
    return Arrays.stream(bottoms).max().orElse(top) - Sizes.GAP;
  }

  /** What joins two lanes, or a third region. */
  private void detours() {
    var drawn = routes.stream().map(Route::link).collect(Collectors.toSet());
    var places =
        boxes.stream().collect(Collectors.toMap(p -> p.box().index(), Function.identity()));
    var tops = lanes.stream().collect(Collectors.toMap(Lane::tier, Lane::y));
    int number = 0;
    for (var link : scene.links()) {
      if (!drawn.contains(link)) {
        var lane = Math.max(top(link.from(), tops), top(link.to(), tops));
        routes.add(
            Detour.of(link, place(link.from(), places), place(link.to(), places), lane, number++));
      }
    }
  }

  private static double top(Box box, Map<Tier, Double> tops) {
    return Objects.requireNonNull(tops.get(box.tier()));
  }

  private static Placed place(Box box, Map<Integer, Placed> places) {
    return Objects.requireNonNull(places.get(box.index()));
  }
}
