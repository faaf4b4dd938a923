package dev.portcullis.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.portcullis.lambda.platform.Log;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Lambda gives a handler: the logger and the id of the request; whatever else it asked for
 * would fail.
 */
public final class Invocation {
  /** Id of the request. */
  public static final String REQUEST_ID = "5c1b9e0a-6f3c-4d2e-8f5e-3a7d9c1b2e4f";

  private static final Pattern ID =
      Pattern.compile("\\b\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");

  private final List<String> logged = new ArrayList<>();

  /** The context of one invocation. */
  public Context context() {
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            logged.add(message);
          }

          @Override
          public void log(byte[] message) {
            throw new UnsupportedOperationException();
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getLogger" -> logger;
                  case "getAwsRequestId" -> REQUEST_ID;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** A log that is kept with what the logger of the runtime got. */
  public Log log() {
    return new Log("test", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), logged::add);
  }

  /**
   * A text without its UUIDs: some are made at random, and a few characters of a customer would be
   * found in them now and then.
   */
  public static String withoutIds(String text) {
    return ID.matcher(text).replaceAll("");
  }

  /** What was logged so far. */
  public List<String> logged() {
    return List.copyOf(logged);
  }
}
