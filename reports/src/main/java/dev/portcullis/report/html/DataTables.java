package dev.portcullis.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portcullis.report.PlainText;
import dev.portcullis.report.picture.Standing;
import java.io.IOException;
import java.util.List;

/** The tables of the data: every text and every set of texts stands once, numbers lead to them. */
final class DataTables {
  private static final List<Standing> STANDINGS = List.of(Standing.values());

  private final Interned<String> texts = new Interned<>();
  private final Interned<List<Integer>> sets = new Interned<>();

  int text(String text) {
    return texts.number(PlainText.oneLine(text));
  }

  int set(List<String> all) {
    return sets.number(all.stream().map(this::text).toList());
  }

  int standing(Standing standing) {
    return STANDINGS.indexOf(standing);
  }

  /** Last, when everything that stands in them is known. */
  void write(JsonGenerator json) throws IOException {
    standings(json);
    json.writeArrayFieldStart("sets");
    for (var set : sets.values()) {
      json.writeStartArray();
      for (var number : set) {
        json.writeNumber(number);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("texts");
    for (var text : texts.values()) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** key, words and mark of each, by number; the worst is the first. */
  private static void standings(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("standings");
    for (var standing : STANDINGS) {
      json.writeStartArray();
      json.writeString(standing.key());
      json.writeString(standing.words());
      json.writeString(standing.mark());
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
