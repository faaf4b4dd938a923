package dev.portcullis.cli;

import dev.portcullis.graph.ResourceGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A graph that is read, or captured from a program that others build. */
record WatchedFile(List<Path> roots, Supplier<ResourceGraph> reader) implements WatchedGraph {
  @Override
  public Made make() {
    return new Made(reader.get(), 0, 0);
  }

  @Override
  public void rehearse() {
    // Reading is fast from the start, and a program of others is not run for nothing.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
