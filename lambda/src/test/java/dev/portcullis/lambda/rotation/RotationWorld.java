package dev.portcullis.lambda.rotation;

import static dev.portcullis.lambda.rotation.SecretVersions.CURRENT;
import static dev.portcullis.lambda.rotation.SecretVersions.PENDING;
import static dev.portcullis.lambda.rotation.SecretVersions.PREVIOUS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.rotation.Rotation.Step;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Two secrets, a database, and Secrets Manager that calls the steps of both rotations in any order,
 * twice, too late, for versions that are gone; a call may break before or after anything it does.
 */
final class RotationWorld {
  private final AppUsers users;
  private final Accounts accounts;
  private final MemorySecret master;
  private final MemorySecret app;
  private final Rotation masterRotation;
  private final Rotation appRotation;

  /** What is left until the call breaks; negative when it does not. */
  private int left = -1;

  private boolean breaksAfter;
  private int passwords;

  /** Whose secret. */
  enum Whose {
    MASTER,
    APP
  }

  /** Which version a step is called for. */
  enum Version {
    PENDING,
    CURRENT,
    PREVIOUS,
    UNKNOWN
  }

  /** What happens. */
  sealed interface Action {}

  /** A rotation begins, unless one is under way. */
  record Begin(Whose whose) implements Action {}

  /**
   * A step is called.
   *
   * @param breaksAt which of the things it does breaks; 0 when none does
   * @param after whether it breaks after that was done
   */
  record Call(Whose whose, Step step, Version version, int breaksAt, boolean after)
      implements Action {}

  /** Somebody gives up the rotation of the application's secret. */
  record GiveUp() implements Action {}

  /** Broken off. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A world in which the master can log in and nobody else.
   *
   * @param accounts the database's; the master is in it, with the password of that value
   */
  RotationWorld(AppUsers users, Accounts accounts, String masterValue) {
    this.users = users;
    this.accounts = accounts;
    master = new MemorySecret(masterValue);
    app = new MemorySecret(MemorySecret.value(users.first(), "never-in-force"));
    var breaking = breaking(Accounts.class, accounts);
    var breakingMaster = breaking(SecretVersions.class, master);
    var breakingApp = breaking(SecretVersions.class, app);
    masterRotation =
        new Rotation(breakingMaster, new SingleUser(breakingMaster, breaking), this::password);
    appRotation =
        new Rotation(
            breakingApp, new AlternatingUsers(users, breakingMaster, breaking), this::password);
  }

  /** Histories, of at most that many actions. */
  static Arbitrary<List<Action>> histories(int most) {
    var whose = Arbitraries.frequency(Tuple.of(1, Whose.MASTER), Tuple.of(3, Whose.APP));
    var version =
        Arbitraries.frequency(
            Tuple.of(12, Version.PENDING),
            Tuple.of(1, Version.CURRENT),
            Tuple.of(1, Version.PREVIOUS),
            Tuple.of(1, Version.UNKNOWN));
    Arbitrary<Action> begins = whose.map(Begin::new);
    Arbitrary<Action> calls =
        Combinators.combine(
                whose,
                Arbitraries.of(Step.class),
                version,
                Arbitraries.integers().between(0, 6),
                Arbitraries.of(true, false))
            .as(Call::new);
    return Arbitraries.frequencyOf(
            Tuple.of(2, begins), Tuple.of(9, calls), Tuple.of(1, Arbitraries.just(new GiveUp())))
        .list()
        .ofMinSize(1)
        .ofMaxSize(most);
  }

  /** Lets it happen; what a step refuses, it refuses. */
  void happens(Action action) throws SQLException {
    if (action instanceof Begin begin) {
      secret(begin.whose).begin();
    } else if (action instanceof GiveUp) {
      if (!app.versionAt(PENDING).equals(app.versionAt(CURRENT))) {
        app.remove(PENDING);
      }
    } else if (action instanceof Call call) {
      left = call.breaksAt == 0 ? -1 : call.breaksAt;
      breaksAfter = call.after;
      try {
        rotation(call.whose).run(call.step, version(call));
      } catch (Broken | RotationFailure e) {
        // Secrets Manager calls again, or it does not.
      } finally {
        left = -1;
      }
    }
  }

  private String version(Call call) {
    var secret = secret(call.whose);
    return switch (call.version) {
      case PENDING -> secret.versionAt(PENDING).orElse("gone");
      case CURRENT -> secret.versionAt(CURRENT).orElseThrow();
      case PREVIOUS -> secret.versionAt(PREVIOUS).orElse("gone");
      case UNKNOWN -> "unknown";
    };
  }

  /**
   * Secrets Manager goes on until both rotations are done: the application's first, which must not
   * wait for a master that is half rotated.
   */
  void comesToRest() throws SQLException {
    for (var whose : List.of(Whose.APP, Whose.MASTER)) {
      var pending = secret(whose).begin();
      for (var step : Step.values()) {
        rotation(whose).run(step, pending);
      }
      assertThat(secret(whose).versionAt(CURRENT)).contains(pending);
      for (var step : Step.values()) {
        assertThat(rotation(whose).run(step, pending)).as("again: %s", step).isFalse();
      }
    }
  }

  /** What must hold at every moment. */
  void holds() throws SQLException {
    if (!app.versionAt(CURRENT).equals(Optional.of("v0"))) {
      assertThat(accounts.accepts(SecretText.credentials(app.at(CURRENT).orElseThrow()), users))
          .as("the version in use is accepted")
          .isTrue();
    }
    assertThat(masterGetsIn()).as("some version of the master's is accepted").isTrue();
    for (var value : app.values().values()) {
      var username = SecretText.credentials(value).username();
      assertThat(username).isIn(users.first(), users.second());
      assertThat(value).isEqualTo(withPasswordOf(value, username));
    }
  }

  /** Whether what else the secret says is as it was. */
  private static String withPasswordOf(String value, String username) {
    return MemorySecret.value(username, SecretText.credentials(value).password());
  }

  private boolean masterGetsIn() throws SQLException {
    for (var stage : List.of(CURRENT, PENDING, PREVIOUS)) {
      var value = master.at(stage);
      if (value.isPresent() && accounts.accepts(SecretText.credentials(value.get()))) {
        return true;
      }
    }
    return false;
  }

  MemorySecret app() {
    return app;
  }

  private MemorySecret secret(Whose whose) {
    return whose == Whose.MASTER ? master : app;
  }

  private Rotation rotation(Whose whose) {
    return whose == Whose.MASTER ? masterRotation : appRotation;
  }

  private String password() {
    passwords++;
    return users.first() + "-" + passwords;
  }

  /** The same, but what it does breaks when it is its turn. */
  private <T> T breaking(Class<T> type, T behind) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              var breaks = left > 0 && --left == 0;
              if (breaks && !breaksAfter) {
                throw new Broken();
              }
              try {
                var result = method.invoke(behind, arguments);
                if (breaks) {
                  throw new Broken();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
