package dev.portcullis.graph;

/**
 * The line of the user's program that constructed a resource.
 *
 * @param file source path relative to the project root (never absolute), {@code /} as separator
 * @param line 1-based line
 */
public record Location(String file, int line) {}
