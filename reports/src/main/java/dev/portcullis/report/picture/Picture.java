package dev.portcullis.report.picture;

import com.google.common.base.Strings;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.report.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The picture, ready for a template that writes SVG: numbers are pixels.
 *
 * @param boxOf URN to the number of the box it is drawn in
 */
public record Picture(
    int width,
    int height,
    List<Region> regions,
    List<Lane> lanes,
    List<Box> boxes,
    List<Line> lines,
    Map<String, Integer> boxOf) {

  /** Longest text that fits into a box. */
  private static final int FITS = 25;

  /** A column and its heading. */
  public record Region(String name, int x, int width, int height, int middle) {}

  /** A band from edge to edge. */
  public record Lane(String title, int y, int height, int width, int baseline) {}

  /**
   * A box; y of its parts from its own top.
   *
   * @param label for a reader who does not see it
   * @param more how many resources are not named, empty for none
   */
  public record Box(
      int index,
      int x,
      int y,
      int width,
      int height,
      String title,
      int count,
      String standing,
      String mark,
      String label,
      List<Row> rows,
      String more,
      int moreY,
      String network,
      int networkY) {}

  /** One resource in a box. */
  public record Row(int index, int y, String name, String shown, String standing, String mark) {}

  /**
   * A line and what it means.
   *
   * @param path data of an SVG path
   * @param stray from lane to lane: of these there are many, and they show at their box only
   */
  public record Line(String kind, String what, String path, int from, int to, boolean stray) {}

  /** Of a decision and the graph it was made of. */
  public static Picture of(Decision decision, ResourceGraph graph, Inventory inventory) {
    var scene = Scene.of(decision, graph, inventory);
    var drawing = PictureLayout.of(scene);
    var prefix = commonBeginning(inventory);
    var width = (int) Math.ceil(drawing.width());
    var height = (int) Math.ceil(drawing.height());
    return new Picture(
        width,
        height,
        scene.columns().regions().stream()
            .map(region -> region(region, scene.columns().of(region), height))
            .toList(),
        drawing.lanes().stream()
            .map(
                lane ->
                    new Lane(
                        lane.tier().title(),
                        (int) lane.y(),
                        (int) lane.height(),
                        width,
                        (int) lane.y() + 17))
            .toList(),
        drawing.boxes().stream().map(placed -> box(placed, prefix)).toList(),
        drawing.routes().stream().map(Picture::line).toList(),
        scene.boxOf());
  }

  private static Region region(String name, int column, int height) {
    var x = Sizes.left(column);
    return new Region(name, x, Sizes.REGION, height, x + Sizes.REGION / 2);
  }

  private static Box box(Spot.Placed placed, int prefix) {
    var box = placed.box();
    var members = box.members();
    var rows = members.stream().limit(Sizes.ROWS).toList();
    var below = Sizes.HEADER + rows.size() * Sizes.ROW;
    var rest = members.size() - rows.size();
    return new Box(
        box.index(),
        (int) placed.at().x(),
        (int) placed.at().y(),
        Sizes.BOX,
        placed.height(),
        box.group(),
        members.size(),
        box.standing().key(),
        box.standing().mark(),
        label(box),
        rows(rows, prefix),
        rest == 0 ? "" : "and " + rest + " more",
        below + Sizes.NOTE / 2 + 4,
        box.network().isEmpty() ? "" : cut(box.network(), 0),
        below + (rest == 0 ? 0 : Sizes.NOTE) + Sizes.NOTE / 2 + 4);
  }

  private static String label(dev.portcullis.report.picture.Box box) {
    return box.group()
        + ", "
        + box.members().size()
        + (box.members().size() == 1 ? " resource, " : " resources, worst: ")
        + box.standing().words()
        + (box.network().isEmpty() ? "" : ", in network " + box.network());
  }

  /** Where two have one name, as a resource and its association do, their types tell them apart. */
  private static List<Row> rows(List<Item> items, int prefix) {
    var types =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    Item::name, Collectors.mapping(Item::type, Collectors.toSet())));
    return IntStream.range(0, items.size())
        .mapToObj(
            i -> {
              var item = items.get(i);
              var type = item.type().substring(item.type().lastIndexOf(':') + 1);
              var shown =
                  types.get(item.name()).size() > 1 ? cut(type, 0) : cut(item.name(), prefix);
              return row(item, i, shown, item.name() + " (" + type + ")");
            })
        .toList();
  }

  private static Row row(Item item, int number, String shown, String name) {
    return new Row(
        item.index(),
        Sizes.HEADER + number * Sizes.ROW,
        name,
        shown,
        item.standing().key(),
        item.standing().mark());
  }

  /** What all names begin with, up to a hyphen, tells nothing; its length. */
  private static int commonBeginning(Inventory inventory) {
    var names = inventory.items().stream().filter(Item::drawn).map(Item::name).toList();
    return names.stream()
        .reduce(Strings::commonPrefix)
        .map(common -> names.size() < 2 ? 0 : common.lastIndexOf('-') + 1)
        .orElse(0);
  }

  /** Names differ at their ends, so the middle goes. */
  private static String cut(String name, int prefix) {
    var shown = PlainText.oneLine(name.substring(prefix));
    var half = FITS / 2;
    return shown.length() <= FITS
        ? shown
        : shown.substring(0, half - 1) + "…" + shown.substring(shown.length() - half);
  }

  private static Line line(Spot.Route route) {
    var path =
        route.points().stream()
            .map(p -> String.format(Locale.ROOT, "%.1f %.1f", p.x(), p.y()))
            .collect(Collectors.joining(" L ", "M ", ""));
    var link = route.link();
    return new Line(
        link.kind(),
        link.what(),
        path,
        link.from().index(),
        link.to().index(),
        link.from().tier() != link.to().tier());
  }
}
