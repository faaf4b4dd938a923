package dev.portcullis.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * What Lambda gives a handler: only the logger; whatever else it asked for would be a null pointer.
 */
public final class Invocation {
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
            (proxy, method, arguments) -> method.getName().equals("getLogger") ? logger : null);
  }

  /** What was logged so far. */
  public List<String> logged() {
    return List.copyOf(logged);
  }
}
