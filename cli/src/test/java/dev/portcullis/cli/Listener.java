package dev.portcullis.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that counts what is asked of it. */
final class Listener implements AutoCloseable {
  private final AtomicInteger heard = new AtomicInteger();
  private final HttpServer server;

  Listener() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          heard.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  /** With a slash at its end. */
  String address() {
    var address = server.getAddress();
    return "http://" + address.getHostString() + ":" + address.getPort() + "/";
  }

  int heard() {
    return heard.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
