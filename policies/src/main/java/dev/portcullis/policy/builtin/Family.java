package dev.portcullis.policy.builtin;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of the builtins by the class that has them, which is loaded when one is asked for. */
enum Family {
  COMPARISON("eq equal neq lt lte gt gte"),
  ARITHMETIC("plus minus mul div rem abs round ceil floor"),
  NUMBERS(
      "numbers.range numbers.range_step format_int"
          + " bits.and bits.or bits.xor bits.negate bits.lsh bits.rsh"),
  AGGREGATES("count sum product max min sort all any internal.member_2 internal.member_3"),
  SETS("and or intersection union set_diff"),
  ARRAYS("array.concat array.flatten array.reverse array.slice"),
  OBJECTS(
      "object.get object.keys object.union object.union_n object.remove object.filter"
          + " object.subset"),
  TYPES(
      "is_array is_boolean is_null is_number is_object is_set is_string type_name to_number"
          + " cast_array cast_set cast_string cast_boolean cast_null cast_object"),
  STRINGS(
      "contains startswith endswith lower upper indexof indexof_n substring strings.count"
          + " trim trim_left trim_right trim_prefix trim_suffix trim_space"),
  REWRITING(
      "concat split strings.split_n replace strings.replace_n strings.reverse"
          + " strings.any_prefix_match strings.any_suffix_match internal.template_string"),
  FORMAT("sprintf"),
  REGEX(
      "regex.match re_match regex.is_valid regex.split regex.find_n"
          + " regex.find_all_string_submatch_n regex.replace regex.template_match"),
  GLOB("glob.match glob.quote_meta"),
  JSON(
      "json.marshal json.marshal_with_options json.unmarshal json.is_valid json.filter"
          + " json.remove json.patch"),
  NET(
      "net.cidr_contains net.cidr_overlap net.cidr_intersects net.cidr_contains_matches"
          + " net.cidr_expand net.cidr_is_valid net.cidr_merge"),
  ENCODING(
      "base64.encode base64.decode base64.is_valid base64url.encode base64url.encode_no_pad"
          + " base64url.decode hex.encode hex.decode"),
  CRYPTO(
      "crypto.md5 crypto.sha1 crypto.sha256 crypto.hmac.md5 crypto.hmac.sha1 crypto.hmac.sha256"
          + " crypto.hmac.sha512 crypto.hmac.equal"),
  URLS(
      "urlquery.encode urlquery.decode urlquery.encode_object urlquery.decode_object"
          + " uri.parse uri.is_valid"),
  TIME(
      "time.now_ns time.parse_ns time.parse_rfc3339_ns time.parse_duration_ns time.format time.date"
          + " time.clock time.weekday time.add_date time.diff"),
  UNITS("units.parse units.parse_bytes"),
  SEMVER("semver.compare semver.is_valid"),
  UUID("uuid.parse"),
  TRACE("trace internal.print"),
  GRAPH("walk graph.reachable graph.reachable_paths");

  private static final Map<String, Family> BY_NAME = new HashMap<>();

  static {
    for (var family : values()) {
      for (var name : family.names.split(" ", -1)) {
        BY_NAME.put(name, family);
      }
    }
  }

  private final String names;

  Family(String names) {
    this.names = names;
  }

  static @Nullable Family of(String name) {
    return BY_NAME.get(name);
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }
}
