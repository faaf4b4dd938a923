package dev.portcullis.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words by which two instances of one system differ: names with the stack in them, ids, the
 * hashes in ARNs. They are not guessed: they are what differs between two captures of the program.
 */
final class InstanceWords {
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z]+");

  /** Shorter words that differ ("110" in the name of a name server) mean other things elsewhere. */
  private static final int SHORTEST = 6;

  /** Around the number of a word; both are private to Unicode and in no document. */
  private static final Pattern MARK = Pattern.compile("\uE000(\\d+)\uE001");

  private final String instance;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private InstanceWords(String instance) {
    this.instance = instance;
  }

  /**
   * The words of a capture that are others in a second one, which has its shape.
   *
   * @param instance name of the first instance: its stack and the end of its physical names
   */
  static InstanceWords between(String instance, JsonNode first, JsonNode second) {
    var words = new InstanceWords(instance);
    words.compare(first, second);
    return words;
  }

  private void compare(JsonNode first, JsonNode second) {
    if (first.size() != second.size() || first.getNodeType() != second.getNodeType()) {
      throw new IllegalStateException("two captures of one system differ in shape at " + first);
    }
    if (first.isTextual()) {
      compare(first.textValue(), second.textValue());
    }
    first.fields().forEachRemaining(e -> compare(e.getValue(), second.path(e.getKey())));
    for (int i = 0; first.isArray() && i < first.size(); i++) {
      compare(first.get(i), second.get(i));
    }
  }

  private void compare(String first, String second) {
    var mine = words(first);
    var others = words(second);
    for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
      if (mine.get(i).length() >= SHORTEST && !mine.get(i).equals(others.get(i))) {
        numbers.putIfAbsent(mine.get(i), numbers.size());
      }
    }
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  /** A copy of the value with a mark in place of each such word. */
  JsonNode marked(JsonNode value) {
    if (value.isTextual()) {
      return TextNode.valueOf(WORD.matcher(value.textValue()).replaceAll(this::mark));
    }
    if (value instanceof ObjectNode object) {
      var copy = JsonNodeFactory.instance.objectNode();
      object.fields().forEachRemaining(e -> copy.set(e.getKey(), marked(e.getValue())));
      return copy;
    }
    if (value.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> copy.add(marked(element)));
      return copy;
    }
    return value;
  }

  private String mark(MatchResult word) {
    var number = numbers.get(word.group());
    return number == null ? word.group() : "\uE000" + number + "\uE001";
  }

  /**
   * The text in pieces: what all instances share, the number of a word, what they share, and so on.
   */
  static Pieces pieces(String marked) {
    var shared = new ArrayList<String>();
    var words = new ArrayList<Integer>();
    var end = 0;
    for (var mark : MARK.matcher(marked).results().toList()) {
      shared.add(marked.substring(end, mark.start()));
      words.add(Integer.valueOf(mark.group(1)));
      end = mark.end();
    }
    shared.add(marked.substring(end));
    return new Pieces(shared, words);
  }

  /**
   * A text of every instance.
   *
   * @param shared one more than there are words; they stand between the words
   * @param words numbers of words
   */
  record Pieces(List<String> shared, List<Integer> words) {

    /** The text of the instance with these words. */
    void appendTo(StringBuilder text, String[] ofInstance) {
      text.append(shared.get(0));
      for (int i = 0; i < words.size(); i++) {
        text.append(ofInstance[words.get(i)]).append(shared.get(i + 1));
      }
    }
  }

  /**
   * The words of another instance, by number: its name where the name of this one stands, digits
   * for digits and letters for letters elsewhere, so that an id keeps its format.
   */
  String[] of(String other) {
    var result = new String[numbers.size()];
    numbers.forEach(
        (word, number) ->
            result[number] =
                word.contains(instance) ? word.replace(instance, other) : disguised(word, other));
    return result;
  }

  private static String disguised(String word, String instance) {
    // Both hash codes are specified, so the words are the same on every machine.
    var random = new SplittableRandom(((long) word.hashCode() << 32) ^ instance.hashCode());
    var text = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      text.append(disguised(word.charAt(i), random));
    }
    return text.toString();
  }

  private static char disguised(char character, SplittableRandom random) {
    if (character >= '0' && character <= '9') {
      return (char) ('0' + random.nextInt(10));
    }
    var first = Character.isUpperCase(character) ? 'A' : 'a';
    // Letters up to f may be hexadecimal digits and stay such.
    return Character.toLowerCase(character) <= 'f'
        ? (char) (first + random.nextInt(6))
        : (char) (first + 6 + random.nextInt(20));
  }
}
