package dev.portcullis.cli;

import dev.portcullis.cli.watch.CompileException;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import java.nio.file.Path;
import java.util.List;

/** A graph that is made again whenever what it is made of changes. */
interface WatchedGraph extends AutoCloseable {

  /**
   * A graph and what it cost.
   *
   * @param compiledFiles source files that were compiled for it
   * @param compileNanos time spent on that
   */
  record Made(ResourceGraph graph, int compiledFiles, long compileNanos) {}

  /** Files and folders whose change makes another graph. */
  List<Path> roots();

  /**
   * The graph of what stands there now.
   *
   * @throws CompileException if the program does not compile
   * @throws InputException if there is no graph for another reason
   */
  Made make();

  /** Does all the work of a changed source once more, so that the next time it is fast. */
  void rehearse();

  @Override
  void close();
}
