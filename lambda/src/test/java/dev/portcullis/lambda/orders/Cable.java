package dev.portcullis.lambda.orders;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a peer, which can be cut, or blocked so that nothing comes through any more. */
final class Cable implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile State state = State.WHOLE;

  private enum State {
    WHOLE,
    BLOCKED,
    CUT
  }

  /** A cable to that port on loopback. */
  Cable(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Its own end, on loopback. */
  int port() {
    return listening.getLocalPort();
  }

  /** Breaks every connection, and every new one at once. */
  void cut() {
    state = State.CUT;
    open.forEach(Cable::close);
    open.clear();
  }

  /** Lets nobody know, and nothing through. */
  void block() {
    state = State.BLOCKED;
  }

  /** Makes it whole again. */
  void mend() {
    state = State.WHOLE;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var near = listening.accept();
        if (state == State.CUT) {
          near.close();
          continue;
        }
        var far = new Socket(InetAddress.getByName("localhost"), target);
        open.add(near);
        open.add(far);
        start(() -> pump(near, far));
        start(() -> pump(far, near));
      } catch (IOException e) {
        // The test is over, or the peer is.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    var buffer = new byte[8_192];
    try {
      for (var read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        while (state == State.BLOCKED) {
          Thread.sleep(10);
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Broken on one side, and so on the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Closeable end) {
    try {
      end.close();
    } catch (IOException e) {
      // It is closed, then.
    }
  }

  @Override
  public void close() {
    cut();
    close(listening);
  }
}
