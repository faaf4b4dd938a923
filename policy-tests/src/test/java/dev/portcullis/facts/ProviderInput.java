package dev.portcullis.facts;

import java.util.List;

/**
 * One input property of a resource type or of a block in it.
 *
 * @param name the Pulumi name, e.g. {@code kmsKeyId}
 * @param shape what the value is
 * @param blocks internal names of the argument classes that the value consists of; empty for a
 *     plain value
 */
record ProviderInput(String name, Shape shape, List<String> blocks) {
  enum Shape {
    SINGLE(""),
    LIST("[]"),
    MAP("{}");

    private final String suffix;

    Shape(String suffix) {
      this.suffix = suffix;
    }
  }

  ProviderInput {
    blocks = List.copyOf(blocks);
  }

  /** The step in a path: the name, marked when it is a list or a map of blocks. */
  String step() {
    return blocks.isEmpty() ? name : name + shape.suffix;
  }
}
