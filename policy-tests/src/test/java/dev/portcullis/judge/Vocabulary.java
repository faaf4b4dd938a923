package dev.portcullis.judge;

import static dev.portcullis.judge.RegoType.BOOLEAN;
import static dev.portcullis.judge.RegoType.NUMBER;
import static dev.portcullis.judge.RegoType.STRING;
import static dev.portcullis.judge.RegoType.array;
import static dev.portcullis.judge.RegoType.object;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What generated policies are made of: documents and literals. */
final class Vocabulary {
  private Vocabulary() {}

  /** Documents and their types. */
  static final Map<String, RegoType> DOCUMENTS = new LinkedHashMap<>();

  /** Members of a resource and their types. */
  static final Map<String, RegoType> RESOURCE = new LinkedHashMap<>();

  static final List<String> STRINGS =
      List.of(
          "",
          "a",
          "b",
          "c",
          "aws:s3",
          "us-east-1",
          "10.0.0.0/8",
          "10.1.2.3",
          "été",
          "𝄞x",
          "A-b_c",
          "42",
          "1.5",
          " a b ",
          "a/b/c",
          "x.y",
          "[1, 2]",
          "%d%%",
          "1.2.3",
          "ß",
          "fe80::/10");

  static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "7",
          "10",
          "-1",
          "-4",
          "0.5",
          "1.25",
          "-2.5",
          "1e3",
          "100",
          "1000000",
          "9007199254740993",
          "123456789012345678901234567890");

  private static final List<String> PATTERNS =
      List.of("^a", "[a-z]+", "\\\\d", ".", "b?c*$", "(a|b)", "^$", "\\\\bx", "[^a-c]", "(?i)A");

  static {
    DOCUMENTS.put("input.n", NUMBER);
    DOCUMENTS.put("input.s", STRING);
    DOCUMENTS.put("input.b", BOOLEAN);
    DOCUMENTS.put("input.numbers", array(NUMBER));
    DOCUMENTS.put("input.strings", array(STRING));
    DOCUMENTS.put("input.nested", array(array(NUMBER)));
    DOCUMENTS.put("input.map", object(NUMBER));
    DOCUMENTS.put("input.tags", object(STRING));
    DOCUMENTS.put("input.edges", object(array(STRING)));
    DOCUMENTS.put("input.resources", array(RegoType.RESOURCE));
    DOCUMENTS.put("data.facts.n", NUMBER);
    DOCUMENTS.put("data.facts.strings", array(STRING));
    DOCUMENTS.put("data.facts.deep.edges", object(array(STRING)));
    RESOURCE.put("urn", STRING);
    RESOURCE.put("type", STRING);
    RESOURCE.put("inputs.size", NUMBER);
    RESOURCE.put("inputs.on", BOOLEAN);
    RESOURCE.put("inputs.tags", object(STRING));
    RESOURCE.put("dependencies", array(STRING));
  }

  static String pattern(Draw draw) {
    return draw.of(PATTERNS).replace("\\\\", "\\");
  }
}
