package dev.portcullis.report.picture;

import java.util.List;

/** Where things are on paper, in pixels from the upper left corner of the picture. */
final class Spot {
  private Spot() {}

  /** A corner. */
  record Point(double x, double y) {}

  /** A box and its upper left corner. */
  record Placed(Box box, Point at, int height) {}

  /** A line and its corners. */
  record Route(Link link, List<Point> points) {}

  /** A lane from edge to edge. */
  record Lane(Tier tier, double y, double height) {}

  /** All of it. */
  record Drawing(
      List<Lane> lanes, List<Placed> boxes, List<Route> routes, double width, double height) {}
}
