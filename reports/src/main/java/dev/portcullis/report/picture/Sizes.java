package dev.portcullis.report.picture;

/** Measures of the picture, in pixels. */
final class Sizes {
  static final int BOX = 204;

  /** Between boxes; lines that lead around boxes turn in it. */
  static final int GAP = 20;

  static final int HEADER = 30;
  static final int ROW = 24;

  /** Rows of a box; the others are counted. */
  static final int ROWS = 4;

  /** Of the row that names the network, and of the one that counts. */
  static final int NOTE = 20;

  /** Between a region and the centre, where the lines turn. */
  static final int CHANNEL = 84;

  static final int LANE_TITLE = 26;
  static final int TOP = 44;

  /** Boxes of a region beside each other. */
  static final int ACROSS = 3;

  static final int REGION = ACROSS * BOX + (ACROSS + 1) * GAP;

  private Sizes() {}

  static int height(Box box) {
    return HEADER
        + Math.min(ROWS, box.members().size()) * ROW
        + (box.members().size() > ROWS ? NOTE : 0)
        + (box.network().isEmpty() ? 0 : NOTE)
        + 6;
  }

  /** Left edge of a column: of a region, or of the centre. */
  static int left(int column) {
    return switch (column) {
      case 0 -> 0;
      case Box.CENTRE -> REGION + CHANNEL;
      default -> REGION + CHANNEL + BOX + CHANNEL + (column - 2) * (REGION + GAP);
    };
  }

  /** Left edge of a box that stands next to the centre, or in it. */
  static int inner(int column) {
    return switch (column) {
      case 0 -> REGION - GAP - BOX;
      case Box.CENTRE -> left(Box.CENTRE);
      default -> left(column) + GAP;
    };
  }

  static int width(int regions) {
    return regions < 2 ? left(Box.CENTRE) + BOX + GAP : left(regions) + REGION;
  }
}
