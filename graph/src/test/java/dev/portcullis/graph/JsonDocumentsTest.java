package dev.portcullis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonDocumentsTest {

  @Test
  void membersAreSortedAndFoundWhateverTheirOrderAndNumber() {
    for (var count : List.of(0, 1, 2, 16, 17, 200)) {
      var names = new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
      Collections.shuffle(names, new Random(count));
      var members = names.stream().map(name -> "\"" + name + "\":\"" + name + "\"");
      var object = parse("{" + members.collect(Collectors.joining(",")) + "}");

      assertThat(names(object)).isEqualTo(names.stream().sorted().toList());
      assertThat(object).hasSize(count);
      assertThat(names).allSatisfy(n -> assertThat(object.get(n).textValue()).isEqualTo(n));
      assertThat(object.get("m")).isNull();
      assertThat(object.equals(object.deepCopy())).isTrue();
      assertThat(object.deepCopy().equals(object)).isTrue();
    }
  }

  @Test
  void equalTextsAreOneObjectHoweverMany() {
    var texts = IntStream.range(0, 3_000).mapToObj(i -> "\"urn:pulumi:" + i % 1_500 + "\"");
    var list = parse("{\"list\":[" + texts.collect(Collectors.joining(",")) + "]}").get("list");

    for (int i = 0; i < 1_500; i++) {
      assertThat(list.get(i).textValue()).isEqualTo("urn:pulumi:" + i);
      assertThat(list.get(i)).isSameAs(list.get(i + 1_500));
    }
  }

  @Test
  void textsKeepTheirCharacters() {
    var read = parse("{\"a\":\"\\u00e9\\ud83d\\ude00\\n\",\"b\":\"" + "é".repeat(300) + "\"}");

    assertThat(read.get("a").textValue()).isEqualTo("é😀\n");
    assertThat(read.get("b").textValue()).isEqualTo("é".repeat(300));
  }

  @Test
  void nobodyCanChangeWhatWasRead() {
    var read = parse("{\"list\":[1],\"object\":{}}");

    assertThatThrownBy(() -> read.put("new", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.remove("list")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.withArray("/list").add(2))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(CanonicalJson.of(read)).isSameAs(read);
    assertThat(read.deepCopy().put("new", 1).get("new").intValue()).isEqualTo(1);
  }

  @Test
  void rejectsARepeatedMemberFarFromTheFirst() {
    assertThatThrownBy(() -> parse("{\"b\":1,\"a\":2,\"c\":3,\"b\":4}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("duplicate key")
        .hasMessageContaining("'b'");
  }

  @Test
  void rejectsHalfACharacterWithItsPlace() {
    for (var document : List.of("{\"a\":\"\\ud800\"}", "{\"\\udc00\":1}", "{\"a\":\"\\ud800x\"}")) {
      assertThatThrownBy(() -> parse(document))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("d.json: line 1")
          .hasMessageContaining("unpaired surrogate");
    }
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static ObjectNode parse(String document) {
    var bytes = document.getBytes(StandardCharsets.UTF_8);
    return JsonDocuments.parse("d.json", new ByteArrayInputStream(bytes), bytes.length);
  }
}
