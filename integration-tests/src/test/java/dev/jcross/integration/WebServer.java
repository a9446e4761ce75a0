package dev.jcross.integration;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on a free port, which answers many at once. */
record WebServer(HttpServer server, ExecutorService threads) implements AutoCloseable {
  /** Nobody is answered before {@link #serve}. */
  static WebServer at(InetAddress address) throws IOException {
    return of(HttpServer.create(new InetSocketAddress(address, 0), 0));
  }

  /** The same behind TLS. */
  static WebServer tls(InetAddress address, ServerKey key) throws IOException {
    var server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(key.context()));
    return of(server);
  }

  private static WebServer of(HttpServer server) {
    return new WebServer(server, Executors.newVirtualThreadPerTaskExecutor());
  }

  void serve(HttpHandler handler) {
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  /** Scheme, address and port. */
  String origin() {
    var address = server.getAddress();
    return (server instanceof HttpsServer ? "https://" : "http://")
        + address.getAddress().getHostAddress()
        + ":"
        + address.getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
