package dev.portcullis.graph;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one document, each once: a graph repeats its type tokens, regions, tags and URNs a
 * hundred times, and a text that was read before is found without making another.
 */
final class JsonTexts {
  /** What is longer (policy documents, mostly) hardly ever repeats. */
  private static final int LONGEST = 256;

  private static final int MOST = 1 << 20;

  /** Open addressing; a power of two, at most half full. */
  private @Nullable TextNode[] slots = new TextNode[1 << 9];

  private int used;

  /** The node of the text that the parser stands at. */
  TextNode at(JsonParser parser) throws IOException {
    int length = parser.getTextLength();
    var buffer = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int hash = 0;
    boolean surrogates = false;
    for (int i = offset; i < offset + length; i++) {
      char c = buffer[i];
      hash = 31 * hash + c;
      surrogates |= Character.isSurrogate(c);
    }
    if (surrogates) {
      requirePairs(parser);
    }
    if (length > LONGEST) {
      return TextNode.valueOf(new String(buffer, offset, length));
    }
    int at = place(hash);
    for (var found = slots[at]; found != null; found = slots[at]) {
      if (isText(found.textValue(), hash, buffer, offset, length)) {
        return found;
      }
      at = at + 1 & slots.length - 1;
    }
    var node = TextNode.valueOf(new String(buffer, offset, length));
    if (used < MOST) {
      enter(at, node);
    }
    return node;
  }

  private static boolean isText(String text, int hash, char[] buffer, int offset, int length) {
    if (text.length() != length || text.hashCode() != hash) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != buffer[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private void enter(int at, TextNode node) {
    slots[at] = node;
    used++;
    if (used * 2 > slots.length) {
      var before = slots;
      slots = new TextNode[before.length * 4];
      for (var old : before) {
        if (old != null) {
          slots[free(old.textValue().hashCode())] = old;
        }
      }
    }
  }

  /** Texts of a graph differ in a few digits, and so do their hash codes: spread them out. */
  private int place(int hash) {
    int spread = hash * 0x9E3779B9;
    return (spread ^ spread >>> 15) & slots.length - 1;
  }

  private int free(int hash) {
    int at = place(hash);
    while (slots[at] != null) {
      at = at + 1 & slots.length - 1;
    }
    return at;
  }

  private static void requirePairs(JsonParser parser) throws IOException {
    if (!CanonicalJson.isPaired(parser.getText())) {
      throw new JsonParseException(parser, CanonicalJson.UNPAIRED);
    }
  }
}
