package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names and links of a page of HTML, read without knowing what wrote it. */
record HtmlLinks(List<String> ids, Set<String> links, JsonNode data) {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<(script|style)\\b[^>]*>.*?</\\1>");
  private static final Pattern DATA = Pattern.compile("(?s) id=\"data\">(.*?)</script>");
  private static final Pattern ID = Pattern.compile("<[^>]*? id=\"([^\"]*)\"");
  private static final Pattern LINK =
      Pattern.compile("(?: href=\"#|url\\(#| data-from=\"|labelledby=\")([^\")]*)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  static HtmlLinks of(String page) {
    var data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    var markup = SCRIPT.matcher(page).replaceAll("");
    try {
      return new HtmlLinks(
          ID.matcher(markup).results().map(m -> m.group(1)).toList(),
          new TreeSet<>(LINK.matcher(markup).results().map(m -> m.group(1)).toList()),
          new ObjectMapper().readTree(data.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every name is there once, and every link leads to one of them, or where the script leads. */
  void check() {
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates().doesNotContain("");
    assertThat(links).isNotEmpty().allMatch(this::leadsSomewhere);
  }

  private boolean leadsSomewhere(String link) {
    var rest = link.length() < 2 ? "" : link.substring(2);
    var way = link.length() < 2 ? "" : link.substring(0, 2);
    return ids.contains(link)
        || switch (way) {
          case "r-", "p-" ->
              NUMBER.matcher(rest).matches()
                  && Integer.parseInt(rest) < data.get("resources").size();
          case "b-" -> ids.contains("box-" + rest);
          case "t-" -> ids.contains("rule-" + rest);
          case "s-" -> ids.contains("sentence-" + rest);
          // The number of a box, which a line leads from.
          default -> NUMBER.matcher(link).matches() && ids.contains("box-" + link);
        };
  }
}
