package dev.portcullis.lambda.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.platform.Json;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the validation of orders does with every body there is. */
class OrderDraftPropertyTest {
  /** The same trials in every run: a change is not blamed for what nobody tried before. */
  private static final String SEED = "20261121";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.120Z");

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .withChars('-')
        .ofMinLength(1)
        .ofMaxLength(64);
  }

  @Provide
  Arbitrary<OrderDraft> drafts() {
    var lines =
        Combinators.combine(
                names(),
                Arbitraries.integers().between(1, 10_000),
                Arbitraries.longs().between(0, 100_000_000))
            .as(OrderDraft.Line::new);
    return Combinators.combine(
            names(),
            Arbitraries.strings().withCharRange('A', 'Z').ofLength(3),
            lines.list().ofMinSize(1).ofMaxSize(100))
        .as((customer, currency, items) -> new OrderDraft(customer, currency, List.copyOf(items)));
  }

  /** Of every kind, at and beyond every limit, and of the alphabets that look like ours. */
  @Provide
  Arbitrary<JsonNode> values() {
    var nodes = JsonNodeFactory.instance;
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(70).map(nodes::textNode),
        Arbitraries.of(
                "с-1", "EUR\u202e", "EU\u0420", "tea\u0301", "\u0000", "\ud800", "٣", "1", "")
            .map(nodes::textNode),
        Arbitraries.longs().map(nodes::numberNode),
        Arbitraries.of(-1, 0, 1, 10_000, 10_001, 100_000_000, 100_000_001).map(nodes::numberNode),
        Arbitraries.bigIntegers().map(nodes::numberNode),
        Arbitraries.doubles().map(nodes::numberNode),
        Arbitraries.of(true, false).map(nodes::booleanNode),
        Arbitraries.of(nodes.nullNode(), nodes.arrayNode(), nodes.objectNode()));
  }

  @Property(tries = 200, seed = SEED)
  void takesEveryValidDraftAsItIs(@ForAll("drafts") OrderDraft draft) throws Problem {
    var order = OrderDraft.parse(Json.text(draft)).accept(Desk.ID, NOW);

    assertThat(asked(JSON.valueToTree(OrderView.of(order)))).isEqualTo(JSON.valueToTree(draft));
    assertThat(order.createdAt()).isEqualTo(NOW);
    assertThat(order.version()).isEqualTo(1);
    assertThat(order.status()).isEqualTo(Order.Status.PLACED);
  }

  @Property(tries = 200, seed = SEED)
  void sumsEveryValidDraftToTheCent(@ForAll("drafts") OrderDraft draft) throws Problem {
    var order = draft.accept(Desk.ID, NOW);
    var exact =
        order.items().stream()
            .map(
                i ->
                    BigInteger.valueOf(i.quantity())
                        .multiply(BigInteger.valueOf(i.unitPriceCents())))
            .reduce(BigInteger.ZERO, BigInteger::add);

    assertThat(BigInteger.valueOf(order.totalCents())).isEqualTo(exact);
    assertThat(order.totalCents()).isBetween(0L, 100L * 10_000 * 100_000_000);
  }

  @Property(tries = 1_000, seed = SEED)
  void takesOtherValuesAtTheirWordOrRefusesThem(
      @ForAll("drafts") OrderDraft draft,
      @ForAll("values") JsonNode value,
      @ForAll @IntRange(max = 5) int where)
      throws JsonProcessingException {
    var body = JSON.<ObjectNode>valueToTree(draft);
    var line = (ObjectNode) body.path("items").path(0);
    switch (where) {
      case 0 -> body.set("customerId", value);
      case 1 -> body.set("currency", value);
      case 2 -> body.set("items", value);
      case 3 -> line.set("sku", value);
      case 4 -> line.set("quantity", value);
      default -> line.set("unitPriceCents", value);
    }

    assertTakenAtItsWordOrRefused(JSON.writeValueAsString(body));
  }

  @Property(tries = 300, seed = SEED)
  void refusesWhatLacksAMemberOrHasOneMore(
      @ForAll("drafts") OrderDraft draft, @ForAll @IntRange(max = 7) int which) {
    var body = JSON.<ObjectNode>valueToTree(draft);
    var line = (ObjectNode) body.path("items").path(0);
    switch (which) {
      case 0 -> body.remove("customerId");
      case 1 -> body.remove("currency");
      case 2 -> body.remove("items");
      case 3 -> line.remove("sku");
      case 4 -> line.remove("quantity");
      case 5 -> line.remove("unitPriceCents");
      case 6 -> body.put("totalCents", 1);
      default -> line.put("discount", 1);
    }

    assertThat(accepted(body.toString())).isEmpty();
  }

  @Property(tries = 100, seed = SEED)
  void refusesMoreLinesThanAnOrderHas(@ForAll("drafts") OrderDraft draft) {
    var body = JSON.<ObjectNode>valueToTree(draft);
    var items = (ArrayNode) body.path("items");
    var line = items.path(0);
    while (items.size() <= 100) {
      items.add(line.deepCopy());
    }

    assertThat(accepted(body.toString())).isEmpty();
  }

  /** One character more, less or another one, anywhere in the text. */
  @Property(tries = 1_500, seed = SEED)
  void takesDamagedTextAtItsWordOrRefusesIt(
      @ForAll("drafts") OrderDraft draft,
      @ForAll char other,
      @ForAll @IntRange(max = 1_000_000) int at,
      @ForAll @IntRange(max = 3) int how)
      throws JsonProcessingException {
    var text = new StringBuilder(Json.text(draft));
    var place = at % text.length();
    switch (how) {
      case 0 -> text.insert(place, other);
      case 1 -> text.deleteCharAt(place);
      case 2 -> text.setCharAt(place, other);
      default -> text.setLength(place);
    }

    assertTakenAtItsWordOrRefused(text.toString());
  }

  @Property(tries = 300, seed = SEED)
  void readsFingerprintFromTheMeaningAlone(
      @ForAll("drafts") OrderDraft one, @ForAll("drafts") OrderDraft two) throws Problem {
    var first = one.accept(Desk.ID, NOW);
    var second = two.accept(Desk.ID, NOW.plusSeconds(1));
    var spelled = "\n " + Json.text(one).replace(":", " : ").replace(",", " ,\t");

    assertThat(Fingerprint.of(first).equals(Fingerprint.of(second))).isEqualTo(one.equals(two));
    assertThat(first.repeats(second)).isEqualTo(one.equals(two));
    assertThat(Fingerprint.of(OrderDraft.parse(spelled).accept(Desk.ID, NOW)))
        .isEqualTo(Fingerprint.of(first));
  }

  private static void assertTakenAtItsWordOrRefused(String text) throws JsonProcessingException {
    var order = accepted(text);
    if (order.isPresent()) {
      var meant = JSON.readTree(text);
      var understood = asked(JSON.valueToTree(OrderView.of(order.get())));
      // By value, and not by the kind of number that the one or the other reads.
      assertThat(JSON.readTree(understood.toString())).isEqualTo(meant);
    }
  }

  /** The order, or nothing when it was refused with one of the two codes. */
  private static Optional<Order> accepted(String text) {
    try {
      return Optional.of(OrderDraft.parse(text).accept(Desk.ID, NOW));
    } catch (Problem e) {
      assertThat(e.code()).isIn(Code.INVALID_JSON, Code.INVALID_ORDER);
      assertThat(e.details()).isNotEmpty();
      return Optional.empty();
    }
  }

  /** Of a view, what the caller said. */
  private static JsonNode asked(ObjectNode view) {
    var ours = new ArrayList<String>();
    view.fieldNames().forEachRemaining(ours::add);
    ours.removeAll(List.of("customerId", "currency", "items"));
    view.remove(ours);
    return view;
  }
}
