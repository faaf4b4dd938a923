package dev.portcullis.lambda.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.postgres.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL, with a master that is no superuser. */
class PostgresAccountsTest {
  /** Users are the server's and not the database's, so every case has its own. */
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final PostgresPeer.Database database = PostgresPeer.shared().createDatabase();
  private final Accounts accounts = new PostgresAccounts(database.logins());
  private final AppUsers users = new AppUsers("rotated_" + NAMES.incrementAndGet());
  private final Credentials first = new Credentials(users.first(), "p-first'\"\\ä");
  private final Credentials second = new Credentials(users.second(), "p-second");

  @Test
  void bothUsersChangeWhatTheOtherHasMade() throws SQLException {
    provideBoth();

    try (var one = login(first);
        var other = login(second)) {
      run(one, "create table t (a int)");
      run(other, "alter table t add b int", "insert into t values (1, 2)");
      run(one, "update t set b = 3", "drop table t");
      run(other, "create table t (a int)", "create index on t (a)");
      run(one, "alter table t rename to u", "drop table u");
      assertThat(texts(one, "select current_schema()")).containsExactly(users.schema());
      assertThat(texts(one, "select current_user")).containsExactly(users.owner());
    }
  }

  @Test
  void usersOfTheApplicationCanDoNothingElse() throws SQLException {
    provideBoth();

    try (var master = database.open()) {
      run(master, "create schema other", "create table other.t (a int)");
    }
    for (var credentials : List.of(first, second)) {
      try (var session = login(credentials)) {
        for (var sql :
            List.of(
                "create role more",
                "create schema more",
                "create database more",
                "select * from other.t",
                "select * from pg_authid",
                "alter role " + users.owner() + " login",
                "set role " + database.master().username(),
                "grant " + database.master().username() + " to " + users.owner())) {
          assertThatThrownBy(() -> run(session, sql))
              .as(sql)
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
      }
    }
    assertThat(accounts.accepts(new Credentials(users.owner(), "x"))).isFalse();
  }

  @Test
  void providesAgainWhatSomebodyTookAway() throws SQLException {
    provideBoth();
    try (var master = database.open()) {
      run(master, "revoke " + users.owner() + " from " + users.first());
      assertThat(accounts.accepts(first, users)).isFalse();
      accounts.provide(database.master(), users, first);
      assertThat(accounts.accepts(first, users)).isTrue();

      run(master, "alter role " + users.second() + " nologin createdb");
      assertThat(accounts.accepts(second, users)).isFalse();
      accounts.provide(database.master(), users, second);
      assertThat(accounts.accepts(second, users)).isTrue();
      assertThat(
              texts(
                  master,
                  "select rolcreatedb from pg_roles where rolname = '" + users.second() + "'"))
          .containsExactly("f");
    }
  }

  @Test
  void leavesTheOtherUserAlone() throws SQLException {
    provideBoth();

    accounts.provide(database.master(), users, new Credentials(users.second(), "another"));

    assertThat(accounts.accepts(first, users)).isTrue();
    assertThat(accounts.accepts(second, users)).isFalse();
  }

  @Test
  void keepsNothingOfWhatItCouldNotDoWholly() throws SQLException {
    try (var master = database.open()) {
      // The schema is somebody else's: the users could not work in it.
      run(master, "create schema " + users.schema());
    }
    accounts.provide(database.master(), users, first);

    assertThat(accounts.accepts(first)).isTrue();
    assertThat(accounts.accepts(first, users)).isFalse();

    var poor = new Credentials(users.first() + "_poor", "p");
    try (var master = database.open()) {
      run(master, "create role " + poor.username() + " login password 'p'");
    }
    assertThatThrownBy(() -> accounts.provide(poor, users, second))
        .isInstanceOf(SQLException.class);
    assertThat(accounts.accepts(second)).isFalse();
  }

  @Test
  void mayBeCalledByManyAtOnce() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      var calls = new ArrayList<Callable<Void>>();
      for (int i = 0; i < 16; i++) {
        var wanted = i % 2 == 0 ? first : second;
        calls.add(
            () -> {
              accounts.provide(database.master(), users, wanted);
              return null;
            });
      }
      for (var done : threads.invokeAll(calls)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("calls at the same time disturb each other", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    assertThat(accounts.accepts(first, users)).isTrue();
    assertThat(accounts.accepts(second, users)).isTrue();
  }

  @Test
  void sendsHashesAndNoPasswords() throws Exception {
    var threads = Executors.newFixedThreadPool(2);
    try (var watcher = database.open()) {
      // Nobody's password can be changed while this is held, so that one sees how it is tried.
      var held =
          threads.submit(
              () ->
                  PostgresPeer.shared()
                      .asSuperuser(
                          "begin",
                          "lock table pg_authid in share mode",
                          "select pg_sleep(1)",
                          "commit"));
      await(
          watcher,
          "select mode from pg_locks"
              + " where relation = 'pg_authid'::regclass and mode = 'ShareLock' and granted");
      var change =
          threads.submit(
              () -> {
                accounts.change(database.master(), "p-new");
                return true;
              });

      assertThat(await(watcher, "select query from pg_stat_activity where query ilike 'alter %'"))
          .contains("SCRAM-SHA-256$")
          .doesNotContain("p-new");
      held.get();
      assertThat(change.get()).isTrue();
    } finally {
      threads.shutdownNow();
    }
    assertThat(accounts.accepts(new Credentials(database.master().username(), "p-new"))).isTrue();
  }

  private static String await(Connection watcher, String sql)
      throws SQLException, InterruptedException {
    for (int i = 0; i < 6_000; i++) {
      var found = texts(watcher, sql);
      if (!found.isEmpty()) {
        return found.get(0);
      }
      Thread.sleep(10);
    }
    throw new AssertionError("nothing to see: " + sql);
  }

  @Test
  void masterChangesItsOwnPassword() throws SQLException {
    var next = new Credentials(database.master().username(), "next'; drop role x --");

    accounts.change(database.master(), next.password());

    assertThat(accounts.accepts(next)).isTrue();
    assertThat(accounts.accepts(database.master())).isFalse();
  }

  private void provideBoth() throws SQLException {
    accounts.provide(database.master(), users, first);
    accounts.provide(database.master(), users, second);
  }

  private Connection login(Credentials credentials) throws SQLException {
    return database.logins().open(credentials);
  }

  private static void run(Connection session, String... statements) throws SQLException {
    try (var statement = session.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> texts(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(sql)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
