package dev.portcullis.judge;

import static dev.portcullis.judge.RegoType.BOOLEAN;
import static dev.portcullis.judge.RegoType.NUMBER;
import static dev.portcullis.judge.RegoType.STRING;
import static dev.portcullis.judge.RegoType.array;
import static dev.portcullis.judge.RegoType.object;
import static dev.portcullis.judge.RegoType.set;

import dev.portcullis.policy.builtin.Builtins;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Ways to make an expression of others: operators, and calls of builtins that we have. */
final class Forms {
  private Forms() {}

  /**
   * A way to make an expression.
   *
   * @param template the text, with {@code @} where an operand goes; {@code ?} is a pattern
   */
  record Form(RegoType result, String template, List<RegoType> operands) {}

  private static final Pattern CALL = Pattern.compile("([a-z_][a-z0-9_.]*)\\(");

  /** Forms for a type; collections come with every element type that occurs. */
  static List<Form> of(RegoType type) {
    return FORMS.stream().filter(form -> form.result().equals(type)).toList();
  }

  private static final List<Form> FORMS = supported();

  private static List<Form> supported() {
    var forms = new ArrayList<Form>();
    scalars(forms);
    for (var element : List.of(NUMBER, STRING, BOOLEAN, RegoType.RESOURCE, array(STRING))) {
      collections(forms, element);
    }
    forms.removeIf(
        form -> !CALL.matcher(form.template()).results().allMatch(call -> isOurs(call.group(1))));
    return List.copyOf(forms);
  }

  private static boolean isOurs(String name) {
    return Builtins.find(name).isPresent();
  }

  private static void scalars(List<Form> forms) {
    for (var operator : List.of("+", "-", "*", "/", "%")) {
      add(forms, NUMBER, "(@ " + operator + " @)", NUMBER, NUMBER);
    }
    for (var operator : List.of("==", "!=", "<", "<=", ">", ">=")) {
      add(forms, BOOLEAN, "(@ " + operator + " @)", NUMBER, NUMBER);
      add(forms, BOOLEAN, "(@ " + operator + " @)", STRING, STRING);
    }
    for (var name : List.of("abs", "round", "ceil", "floor")) {
      add(forms, NUMBER, name + "(@)", NUMBER);
    }
    for (var name : List.of("bits.and", "bits.or", "bits.xor")) {
      add(forms, NUMBER, name + "(@, @)", NUMBER, NUMBER);
    }
    add(forms, NUMBER, "to_number(@)", STRING);
    add(forms, NUMBER, "count(@)", STRING);
    add(forms, NUMBER, "indexof(@, @)", STRING, STRING);
    add(forms, NUMBER, "strings.count(@, @)", STRING, STRING);
    add(forms, NUMBER, "object.get(@, [\"a\", \"b\"], @)", object(STRING), NUMBER);
    texts(forms);
    formats(forms);
    tests(forms);
  }

  /** Builtins whose operands are texts of a format that random ones hardly have. */
  private static void formats(List<Form> forms) {
    add(forms, NUMBER, "semver.compare(@, \"1.2.0-rc1\")", STRING);
    add(forms, NUMBER, "units.parse_bytes(sprintf(\"%dKi\", [@]))", NUMBER);
    add(forms, NUMBER, "units.parse(sprintf(\"%vm\", [@]))", NUMBER);
    add(forms, NUMBER, "time.parse_rfc3339_ns(\"2024-02-29T12:30:00.5+02:00\")");
    add(forms, NUMBER, "time.parse_duration_ns(sprintf(\"%dm\", [@]))", NUMBER);
    add(forms, NUMBER, "time.add_date((@ * 1e15), 1, -2, 40)", NUMBER);
    add(forms, NUMBER, "bits.lsh(@, 3)", NUMBER);
    add(forms, NUMBER, "bits.rsh(@, 2)", NUMBER);
    add(forms, NUMBER, "count(graph.reachable_paths(@, @))", object(array(STRING)), array(STRING));
    add(forms, NUMBER, "count(regex.find_all_string_submatch_n(`?`, @, 3))", STRING);
    add(forms, NUMBER, "json.unmarshal(@)", STRING);
    add(forms, STRING, "time.format((@ * 1e15))", NUMBER);
    add(forms, STRING, "time.weekday((@ * 1e15))", NUMBER);
    add(forms, STRING, "crypto.hmac.sha256(@, \"key\")", STRING);
    add(forms, STRING, "urlquery.encode_object(@)", object(STRING));
    add(forms, STRING, "urlquery.decode(@)", STRING);
    add(forms, BOOLEAN, "net.cidr_is_valid(@)", STRING);
    add(forms, array(NUMBER), "time.date((@ * 1e15))", NUMBER);
    add(forms, array(NUMBER), "time.clock((@ * 1e15))", NUMBER);
    add(forms, array(NUMBER), "numbers.range_step((@ % 5), (@ % 9), 2)", NUMBER, NUMBER);
    add(forms, array(NUMBER), "indexof_n(@, @)", STRING, STRING);
    add(forms, set(STRING), "net.cidr_expand(\"10.0.0.252/30\")");
    add(forms, set(STRING), "net.cidr_merge([@, \"10.0.0.0/9\"])", STRING);
  }

  private static void texts(List<Form> forms) {
    for (var name :
        List.of(
            "upper",
            "lower",
            "trim_space",
            "strings.reverse",
            "base64.encode",
            "base64url.encode",
            "hex.encode",
            "urlquery.encode",
            "crypto.sha256",
            "crypto.md5")) {
      add(forms, STRING, name + "(@)", STRING);
    }
    for (var name : List.of("trim", "trim_left", "trim_right", "trim_prefix", "trim_suffix")) {
      add(forms, STRING, name + "(@, @)", STRING, STRING);
    }
    // An empty text would be replaced between bytes: what comes out cannot be written as JSON.
    add(forms, STRING, "replace(@, \"a\", @)", STRING, STRING);
    add(forms, STRING, "strings.replace_n({\"a\": @, \"été\": @}, @)", STRING, STRING, STRING);
    add(forms, STRING, "concat(@, @)", STRING, array(STRING));
    add(forms, STRING, "concat(@, @)", STRING, set(STRING));
    add(forms, STRING, "substring(@, @, @)", STRING, NUMBER, NUMBER);
    add(forms, STRING, "format_int(@, 16)", NUMBER);
    add(forms, STRING, "sprintf(\"%v|%s|%5.2f\", [@, @, @])", NUMBER, STRING, NUMBER);
    add(forms, STRING, "sprintf(\"%d %x %q\", [@, @, @])", NUMBER, NUMBER, STRING);
    add(forms, STRING, "sprintf(\"%v %v\", [@, @])", object(STRING), set(NUMBER));
    add(forms, STRING, "regex.replace(@, `?`, @)", STRING, STRING);
    for (var type : List.of(NUMBER, STRING, BOOLEAN, array(STRING), object(NUMBER))) {
      add(forms, STRING, "json.marshal(@)", type);
      add(forms, STRING, "type_name(@)", type);
      add(forms, STRING, "$\"{@}-{@}\"", type, STRING);
    }
  }

  private static void tests(List<Form> forms) {
    for (var name : List.of("startswith", "endswith", "contains")) {
      add(forms, BOOLEAN, name + "(@, @)", STRING, STRING);
    }
    for (var type : List.of(NUMBER, STRING, array(NUMBER), object(STRING), set(STRING))) {
      for (var name : List.of("is_string", "is_number", "is_array", "is_object", "is_set")) {
        add(forms, BOOLEAN, name + "(@)", type);
      }
      add(forms, BOOLEAN, "(@ == @)", type, type);
      add(forms, BOOLEAN, "(@ != @)", type, type);
    }
    add(forms, BOOLEAN, "regex.match(`?`, @)", STRING);
    add(forms, BOOLEAN, "glob.match(\"*.{a,b}*\", [\".\"], @)", STRING);
    add(forms, BOOLEAN, "glob.match(@, [], @)", STRING, STRING);
    add(forms, BOOLEAN, "net.cidr_contains(@, @)", STRING, STRING);
    add(forms, BOOLEAN, "net.cidr_intersects(@, @)", STRING, STRING);
    add(forms, BOOLEAN, "json.is_valid(@)", STRING);
    add(forms, BOOLEAN, "semver.is_valid(@)", STRING);
    add(forms, BOOLEAN, "object.subset(@, @)", object(STRING), object(STRING));
    add(forms, BOOLEAN, "strings.any_prefix_match(@, @)", STRING, array(STRING));
    add(forms, array(STRING), "split(@, @)", STRING, STRING);
    add(forms, array(STRING), "regex.split(`?`, @)", STRING);
    add(forms, array(STRING), "regex.find_n(`?`, @, 2)", STRING);
    add(forms, array(NUMBER), "numbers.range((@ % 6), (@ % 9))", NUMBER, NUMBER);
    add(forms, set(STRING), "graph.reachable(@, @)", object(array(STRING)), array(STRING));
  }

  private static void collections(List<Form> forms, RegoType element) {
    var array = array(element);
    var set = set(element);
    var object = object(element);
    for (var collection : List.of(array, set, object)) {
      add(forms, NUMBER, "count(@)", collection);
      add(forms, BOOLEAN, "(@ in @)", element, collection);
    }
    add(forms, BOOLEAN, "(@, @ in @)", NUMBER, element, array);
    add(forms, BOOLEAN, "(@, @ in @)", STRING, element, object);
    add(forms, element, "object.get(@, @, @)", object, STRING, element);
    add(forms, element, "@[(@ % 3)]", array, NUMBER);
    add(forms, array, "array.concat(@, @)", array, array);
    add(forms, array, "array.reverse(@)", array);
    add(forms, array, "array.slice(@, (@ % 4), @)", array, NUMBER, NUMBER);
    add(forms, array, "sort(@)", array);
    add(forms, array, "sort(@)", set);
    for (var operator : List.of("|", "&", "-")) {
      add(forms, set, "(@ " + operator + " @)", set, set);
    }
    add(forms, set, "union({@, @})", set, set);
    add(forms, set, "intersection({@, @})", set, set);
    add(forms, set(STRING), "object.keys(@)", object);
    add(forms, object, "object.union(@, @)", object, object);
    add(forms, object, "object.union_n([@, @])", object, object);
    add(forms, object, "object.remove(@, @)", object, array(STRING));
    add(forms, object, "object.filter(@, @)", object, set(STRING));
    add(forms, array, "array.flatten([@, [@]])", array, element);
    add(forms, array, "json.unmarshal(json.marshal(@))", array);
    add(forms, object, "json.unmarshal(json.marshal(@))", object);
    add(
        forms,
        object,
        "json.patch(@, [{\"op\": \"add\", \"path\": \"a\", \"value\": @}])",
        object,
        element);
    add(forms, object, "json.remove(@, [\"a\", \"b/c\"])", object);
    add(forms, object, "json.filter(@, [\"a\", \"b/c\"])", object);
    if (element.equals(NUMBER)) {
      for (var name : List.of("sum", "product", "max", "min")) {
        add(forms, NUMBER, name + "(@)", array);
        add(forms, NUMBER, name + "(@)", set);
      }
    }
  }

  private static void add(
      List<Form> forms, RegoType result, String template, RegoType... operands) {
    forms.add(new Form(result, template, List.of(operands)));
  }
}
