package dev.portcullis.report.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A page. What it says is decided here, once; a renderer decides only how it looks, so all of them
 * say the same.
 */
public record Document(String title, List<Block> blocks) {

  /** A page in the making. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /** Collects the blocks of a page in their order. */
  public static final class Builder {
    private final String title;
    private final List<Block> blocks = new ArrayList<>();

    private Builder(String title) {
      this.title = title;
    }

    /** Adds a heading. */
    public Builder heading(String text) {
      blocks.add(new Block.Heading(text));
      return this;
    }

    /** Adds a paragraph. */
    public Builder text(Span... spans) {
      blocks.add(new Block.Text(List.of(spans)));
      return this;
    }

    /** Adds a table; without rows, nothing. */
    public Builder table(String caption, List<String> columns, List<List<Cell>> rows) {
      if (!rows.isEmpty()) {
        blocks.add(new Block.Table(caption, columns, rows));
      }
      return this;
    }

    /** Adds bars over time; of one instant, or of nothing at all, there is nothing to see. */
    public Builder bars(String caption, List<Block.Bar> bars) {
      if (bars.size() > 1 && bars.stream().anyMatch(bar -> !bar.isKnown() || bar.height() > 0)) {
        blocks.add(new Block.Bars(caption, bars));
      }
      return this;
    }

    /** The page. */
    public Document build() {
      return new Document(title, List.copyOf(blocks));
    }
  }
}
