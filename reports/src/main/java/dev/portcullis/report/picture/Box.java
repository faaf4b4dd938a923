package dev.portcullis.report.picture;

import java.util.List;

/**
 * Resources of one service, in one region and one network.
 *
 * @param column 0 for the first region, 1 for what has none, 2 for the second region, then the
 *     others
 * @param network name of the network they live in, empty for none
 * @param members the worst first, then those that most others rest on
 */
record Box(int index, int column, Tier tier, String group, String network, List<Item> members) {
  /** In the middle, between the regions. */
  static final int CENTRE = 1;

  Standing standing() {
    return members.stream().map(Item::standing).reduce(Standing.UNEXAMINED, Standing::or);
  }
}
