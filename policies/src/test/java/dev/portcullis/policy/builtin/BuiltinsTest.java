package dev.portcullis.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.builtin.Builtin.Fn0;
import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltinsTest {
  private static Object call(String name, Object... operands) {
    return call(new FixedContext(), name, operands);
  }

  private static Object call(BuiltinContext context, String name, Object... a) {
    var builtin = Builtins.find(name).orElseThrow();
    var answer =
        builtin instanceof Fn1 function
            ? function.call(context, a[0])
            : builtin instanceof Fn2 function2
                ? function2.call(context, a[0], a[1])
                : ((Fn3) builtin).call(context, a[0], a[1], a[2]);
    return Objects.requireNonNull(answer);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNameHasAFunction(String name) {
    assertThat(Builtins.find(name)).isPresent();
  }

  static Stream<String> names() {
    return Builtins.names().stream();
  }

  @Test
  void hasEverythingThatThePackMayUse() throws IOException {
    try (var file = getClass().getResourceAsStream("../bundle/wasm-builtins.txt")) {
      var pack =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      assertThat(pack).hasSizeGreaterThan(90);
      // The compiler of OPA puts values in the place of these three.
      assertThat(pack)
          .filteredOn(name -> Builtins.find(name).isEmpty())
          .containsExactlyInAnyOrder("assign", "rego.metadata.chain", "rego.metadata.rule");
    }
  }

  @Test
  void hasNothingForAnUnknownName() {
    assertThat(Builtins.find("http.send")).isEmpty();
    assertThat(Builtins.find("")).isEmpty();
  }

  @Test
  void tellsTheTimeOfTheEvaluation() {
    var now = (Fn0) Builtins.find("time.now_ns").orElseThrow();
    assertThat(now.call(new FixedContext())).isEqualTo(FixedContext.NOW);
  }

  @ParameterizedTest
  @MethodSource("greedy")
  void failsBeforeItBuildsWhatIsTooLarge(String name, Object[] operands) {
    assertThatThrownBy(() -> call(new FixedContext(1_000), name, operands))
        .isInstanceOf(FixedContext.LimitReached.class);
  }

  static Stream<Object[]> greedy() {
    var array = RegoArray.of(IntStream.range(0, 2_000).mapToObj(i -> (Object) (long) i).toArray());
    var texts = RegoArray.of(IntStream.range(0, 2_000).mapToObj(i -> (Object) "x").toArray());
    var text = "x".repeat(2_000);
    return Stream.of(
        row("numbers.range", 1L, Long.MAX_VALUE),
        row("bits.lsh", 1L, 1L << 40),
        row("net.cidr_expand", "::/0"),
        row("net.cidr_expand", "10.0.0.0/8"),
        row("sprintf", "%999999d", RegoArray.of(1L)),
        row("sprintf", "%s%s", RegoArray.of(text, text)),
        row("concat", ",", texts),
        row("split", text, ""),
        row("replace", text, "x", "yy"),
        row("strings.replace_n", Values.fromJson(json("{\"x\": \"yy\"}")), text),
        row("regex.replace", text, "x", "yy"),
        row("regex.find_n", "x", text, -1L),
        row("regex.split", "x", text),
        row("array.concat", array, array),
        row("array.reverse", array),
        row("sort", array),
        row("walk", array),
        row("json.marshal", array),
        row("json.unmarshal", "[" + "1,".repeat(2_000) + "1]"),
        row("hex.encode", text),
        row("units.parse", "1e999999"),
        row("internal.template_string", texts));
  }

  private static Object[] row(String name, Object... operands) {
    return new Object[] {name, operands};
  }

  private static com.fasterxml.jackson.databind.JsonNode json(String text) {
    try {
      return BuiltinCase.JSON.readTree(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void fillsATemplate() {
    var set = new RegoSet();
    set.add(RegoArray.of("a", 1L));
    var parts = RegoArray.of("x=", set, ", ", new RegoSet(), ", ", true, RegoNull.NULL, 2L);
    assertThat(call("internal.template_string", parts))
        .isEqualTo("x=[\"a\", 1], <undefined>, truenull2");
  }

  @Test
  void endsTheEvaluationForATemplateWithSeveralValues() {
    var set = new RegoSet();
    set.add(1L);
    set.add(2L);
    assertThatThrownBy(() -> call("internal.template_string", RegoArray.of(set)))
        .isInstanceOf(BuiltinHalt.class);
  }

  @Test
  void endsTheEvaluationWhereJavaCannotAnswer() {
    var time = RegoArray.of(0L, "America/New_York", "RFC1123");
    assertThatThrownBy(() -> call("time.format", time)).isInstanceOf(BuiltinHalt.class);
    assertThatThrownBy(() -> call("to_number", "0x1p4")).isInstanceOf(BuiltinHalt.class);
    assertThatThrownBy(() -> call("to_number", "1_000")).isInstanceOf(BuiltinHalt.class);
  }

  /** The digits of a decision are not those of the language of the machine. */
  @Test
  void writesTheFractionOfASecondAlikeOnEveryMachine() {
    var language = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(call("time.format", 1_500_000_042L)).isEqualTo("1970-01-01T00:00:01.500000042Z");
    } finally {
      Locale.setDefault(language);
    }
  }

  @Test
  void keepsBytesThatAreNoText() {
    var bytes = call("hex.decode", "c328fffe41");
    assertThat(call("hex.encode", bytes)).isEqualTo("c328fffe41");
    assertThat(call("base64.encode", bytes)).isEqualTo("wyj//kE=");
    assertThat(call("count", bytes)).isEqualTo(5L);
    assertThat(call("crypto.sha256", bytes))
        .isEqualTo("271af1dd8091f3a6b3c488bf2e2b1403f4e1c8ad8c2fb62cff8c4004357540c6");
    assertThat(Values.toJson(bytes).textValue()).isEqualTo("\uFFFD(\uFFFD\uFFFDA");
  }

  @Test
  void neverChangesAnOperand() {
    var inner = Values.fromJson(json("{\"a\": {\"b\": 1}}"));
    var other = Values.fromJson(json("{\"a\": {\"c\": 2}}"));
    var third = Values.fromJson(json("{\"a\": {\"d\": 3}}"));
    call("object.union_n", RegoArray.of(inner, other, third));
    assertThat(Values.text(inner)).isEqualTo("{\"a\": {\"b\": 1}}");
    assertThat(Values.text(other)).isEqualTo("{\"a\": {\"c\": 2}}");
  }

  @Test
  void unmarshalsDeepJson() {
    var deep = "[".repeat(9_000) + "]".repeat(9_000);
    assertThat(call(new FixedContext(100_000), "json.unmarshal", deep))
        .isInstanceOf(RegoArray.class);
    assertThatThrownBy(() -> call(new FixedContext(100_000), "json.unmarshal", "[".repeat(10_001)))
        .isInstanceOf(BuiltinException.class);
  }

  @Test
  void matchesInLinearTime() {
    var text = "a".repeat(20_000);
    assertThat(call("regex.match", "^(a|aa)+$b", text)).isEqualTo(false);
    assertThat(call("glob.match", "*a*a*a*a*a*b", RegoNull.NULL, text)).isEqualTo(false);
  }

  @Test
  void takesMoreThanAThousandPatterns() {
    for (var i = 0; i < 2_500; i++) {
      assertThat(call("regex.match", "^x" + i + "$", "x" + i)).isEqualTo(true);
    }
  }
}
