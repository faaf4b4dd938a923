package dev.portcullis.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Entry of the process: standard streams in UTF-8, then {@link GateCommand}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var out = utf8(FileDescriptor.out);
    var err = utf8(FileDescriptor.err);
    var status = GateCommand.run(new Terminal(out, err, Terminal.colourWanted()), args);
    out.flush();
    err.flush();
    // The SDK's worker threads must not keep the process alive, nor decide its exit code. HotSpot
    // still writes the launcher's archive of classes before it halts.
    Runtime.getRuntime().halt(status);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
