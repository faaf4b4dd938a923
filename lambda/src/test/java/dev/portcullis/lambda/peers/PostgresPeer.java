package dev.portcullis.lambda.peers;

import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.postgres.Logins;
import dev.portcullis.lambda.postgres.PeerLogins;
import dev.portcullis.lambda.rds.RdsAuthorities;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A real PostgreSQL on loopback, set up as RDS is: TLS only, passwords by SCRAM, and a master user
 * that may make roles but is no superuser. It lives as long as the tests do.
 */
public final class PostgresPeer implements AutoCloseable {
  private static final String HOST = "localhost";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final EmbeddedPostgres server;
  private final SSLContext trust;
  private final String certificate;

  /**
   * A database of its own for a test.
   *
   * @param host is in the server's certificate
   * @param master owns the database and may make roles
   */
  public record Database(String host, int port, String name, Credentials master) {

    /** The functions' own way in. */
    public Logins logins() {
      return PeerLogins.on(host, port, name);
    }

    /** A session of the master user. */
    public Connection open() throws SQLException {
      return logins().open(master);
    }

    /** What RDS keeps in the secret of the master user. */
    public String secret() {
      return "{\"engine\":\"postgres\",\"username\":\"%s\",\"password\":\"%s\",\"port\":%d}"
          .formatted(master.username(), master.password(), port);
    }
  }

  private PostgresPeer(EmbeddedPostgres server, SSLContext trust, String certificate) {
    this.server = server;
    this.trust = trust;
    this.certificate = certificate;
  }

  private static final class Shared {
    private static final PostgresPeer PEER = start();
  }

  /** The server of all tests of this process. */
  public static PostgresPeer shared() {
    return Shared.PEER;
  }

  /** A server of its own, for a test that takes it down. */
  public static PostgresPeer own() {
    return start();
  }

  /**
   * It is told to end: it takes no new sessions, and is gone when the last one is.
   *
   * @return the last one
   */
  public Connection stopTakingSessions() throws SQLException {
    var session = server.getPostgresDatabase().getConnection();
    try (var statement = session.createStatement();
        var row = statement.executeQuery("show data_directory")) {
      row.next();
      var lock = Files.readAllLines(Path.of(row.getString(1), "postmaster.pid"));
      ProcessHandle.of(Long.parseLong(lock.get(0).strip())).orElseThrow().destroy();
      return session;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a server of its own at once. */
  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Trusts this server and no other. */
  public SSLContext trust() {
    return trust;
  }

  /** Its certificate, in PEM: for whoever trusts by themselves. */
  public String certificate() {
    return certificate;
  }

  /** Its port on loopback. */
  public int port() {
    return server.getPort();
  }

  /** A new database, empty, with a master user of its own. */
  public Database createDatabase() {
    var number = DATABASES.incrementAndGet();
    var master = new Credentials("master_" + number, "first-" + number);
    var name = "db_" + number;
    asSuperuser(
        "create role %s login createrole createdb password '%s'"
            .formatted(master.username(), master.password()),
        "create database %s owner %s".formatted(name, master.username()));
    return new Database(HOST, server.getPort(), name, master);
  }

  /** Does what only a superuser may: what RDS's own operators would do. */
  public void asSuperuser(String... statements) {
    // Zonky's own sessions are without TLS, as the superuser alone may.
    try (var session = server.getPostgresDatabase().getConnection();
        var statement = session.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PostgresPeer start() {
    try {
      var folder = Files.createTempDirectory("postgres-peer");
      var identity = SelfSigned.create(folder, HOST);
      var access =
          Files.writeString(
              folder.resolve("access.conf"),
              """
              local   all all      trust
              host    all postgres 127.0.0.1/32 trust
              host    all postgres ::1/128      trust
              hostssl all all      127.0.0.1/32 scram-sha-256
              hostssl all all      ::1/128      scram-sha-256
              """);
      var server =
          EmbeddedPostgres.builder()
              .setServerConfig("ssl", "on")
              .setServerConfig("ssl_cert_file", identity.certificate().toString())
              .setServerConfig("ssl_key_file", identity.key().toString())
              .setServerConfig("hba_file", access.toString())
              .setServerConfig("password_encryption", "scram-sha-256")
              .setServerConfig("max_connections", "200")
              // Nothing here outlives the tests.
              .setServerConfig("fsync", "off")
              // Nor does anybody write but the tests, one of which counts that nobody does.
              .setServerConfig("autovacuum", "off")
              .setPGStartupWait(Duration.ofMinutes(3))
              .start();
      try (var certificate = Files.newInputStream(identity.certificate())) {
        return new PostgresPeer(
            server, RdsAuthorities.context(certificate), Files.readString(identity.certificate()));
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no PostgreSQL to test against", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
