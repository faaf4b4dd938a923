package dev.portcullis.report.picture;

import dev.portcullis.report.picture.Spot.Placed;
import dev.portcullis.report.picture.Spot.Point;
import dev.portcullis.report.picture.Spot.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * The joined boxes of a lane: those of the first region, of the centre and of the second region, in
 * three layers of ELK, which places them in the order they have everywhere, and routes the lines
 * around them.
 */
final class MiddleLayout {
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<Box, ElkNode> nodes = new LinkedHashMap<>();
  private final Map<Link, ElkEdge> edges = new LinkedHashMap<>();

  /** ELK's x to ours: its layers are where its lines need them, ours stand below each other. */
  private final TreeMap<Double, Double> columns = new TreeMap<>();

  private MiddleLayout() {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  /** Places and routes, y from the top of the lane. */
  record Result(List<Placed> boxes, List<Route> routes) {}

  static Result of(List<Box> boxes, List<Link> links) {
    if (boxes.isEmpty()) {
      return new Result(List.of(), List.of());
    }
    var layout = new MiddleLayout();
    layout.options();
    boxes.stream().sorted(Comparator.comparing(Box::index)).forEach(layout::add);
    links.forEach(layout::add);
    new LayeredLayoutProvider().layout(layout.root, new BasicProgressMonitor());
    return layout.result();
  }

  private void options() {
    root.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(LayeredOptions.PARTITIONING_ACTIVATE, true);
    root.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, false);
    // Without these two, ELK's order among equals is not the same in every run.
    root.setProperty(
        LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
    root.setProperty(LayeredOptions.CROSSING_MINIMIZATION_FORCE_NODE_MODEL_ORDER, true);
    root.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, (double) Sizes.GAP);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE, (double) Sizes.GAP);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, (double) Sizes.GAP);
  }

  private void add(Box box) {
    var node = ElkGraphUtil.createNode(root);
    node.setDimensions(Sizes.BOX, Sizes.height(box));
    node.setProperty(LayeredOptions.PARTITIONING_PARTITION, box.column());
    nodes.put(box, node);
  }

  /** From left to right, whatever the arrow says: layers have one direction. */
  private void add(Link link) {
    var rightward = link.from().column() < link.to().column();
    edges.put(
        link,
        ElkGraphUtil.createSimpleEdge(
            nodes.get(rightward ? link.from() : link.to()),
            nodes.get(rightward ? link.to() : link.from())));
  }

  private Result result() {
    var lefts = new HashMap<Integer, Double>();
    nodes.forEach((box, node) -> lefts.merge(box.column(), node.getX(), Math::min));
    lefts.forEach(
        (column, x) -> {
          columns.put(x, (double) Sizes.inner(column));
          columns.put(x + Sizes.BOX, (double) Sizes.inner(column) + Sizes.BOX);
        });
    var placed = new ArrayList<Placed>();
    nodes.forEach(
        (box, node) ->
            placed.add(
                new Placed(
                    box, new Point(Sizes.inner(box.column()), node.getY()), Sizes.height(box))));
    var routes = new ArrayList<Route>();
    edges.forEach((link, edge) -> routes.add(route(link, edge)));
    return new Result(placed, routes);
  }

  private Route route(Link link, ElkEdge edge) {
    var section = edge.getSections().get(0);
    var points = new ArrayList<Point>();
    points.add(point(section.getStartX(), section.getStartY()));
    section.getBendPoints().forEach(bend -> points.add(point(bend.getX(), bend.getY())));
    points.add(point(section.getEndX(), section.getEndY()));
    if (link.from().column() > link.to().column()) {
      Collections.reverse(points);
    }
    return new Route(link, List.copyOf(points));
  }

  private Point point(double x, double y) {
    var low = columns.floorEntry(x);
    var high = columns.ceilingEntry(x);
    if (low == null || high == null || low.getKey().equals(high.getKey())) {
      var near = low == null ? high : low;
      return new Point(near.getValue() + x - near.getKey(), y);
    }
    var part = (x - low.getKey()) / (high.getKey() - low.getKey());
    return new Point(low.getValue() + part * (high.getValue() - low.getValue()), y);
  }
}
