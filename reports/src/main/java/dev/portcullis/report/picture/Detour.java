package dev.portcullis.report.picture;

import dev.portcullis.report.picture.Spot.Placed;
import dev.portcullis.report.picture.Spot.Point;
import dev.portcullis.report.picture.Spot.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of a line from lane to lane, or to a third region: the gaps between the columns of boxes,
 * which are the same in every lane of a region, and the strip above a lane, where its title is. So
 * it crosses no box.
 */
final class Detour {
  /** How far from its ends a line turns: within the gap, and so that the arrow has room. */
  private static final double TURN = 12;

  /** Lines that go one way run beside each other: so many, so far apart. */
  private static final int ABREAST = 3;

  private static final double APART = 3;
  private static final int STRIP_ABREAST = 4;
  private static final double STRIP_TOP = 6;
  private static final double STRIP_APART = 5;

  private Detour() {}

  /**
   * @param lane top of the lower of the lanes of both ends
   * @param number of the line, which tells it from others on the same way
   */
  static Route of(Link link, Placed from, Placed to, double lane, int number) {
    var rightward = from.at().x() < to.at().x();
    var below = from.at().x() == to.at().x();
    // Of two boxes below each other both ends are on the left.
    var start = edge(from, rightward);
    var end = edge(to, !rightward && !below);
    var aside = (number % ABREAST - ABREAST / 2) * APART;
    var down = start.x() + (rightward ? TURN : -TURN) + aside;
    var up = end.x() + (rightward || below ? -TURN : TURN) + aside;
    var points = new ArrayList<Point>();
    points.add(start);
    points.add(new Point(down, start.y()));
    if (down != up) {
      var strip = lane + STRIP_TOP + number % STRIP_ABREAST * STRIP_APART;
      points.add(new Point(down, strip));
      points.add(new Point(up, strip));
    }
    points.add(new Point(up, end.y()));
    points.add(end);
    return new Route(link, List.copyOf(points));
  }

  private static Point edge(Placed placed, boolean right) {
    return new Point(
        placed.at().x() + (right ? Sizes.BOX : 0), placed.at().y() + Sizes.HEADER / 2.0);
  }
}
