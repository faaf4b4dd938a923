package dev.portcullis.lambda.orders;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends an attempt just before or just after one of its calls to the stores, as the end of a
 * function would: nothing of the code under test runs afterwards.
 */
final class CrashPoints {
  private final int at;
  private final List<String> calls = new ArrayList<>();

  /** Nothing of ours catches an error. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where);
    }
  }

  /**
   * A crash at that point.
   *
   * @param at twice the number of the call, and one more to let it happen first; negative for none
   */
  CrashPoints(int at) {
    this.at = at;
  }

  /** What was called so far. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** The store, whose calls are counted with those of the others. */
  <T> T watched(Class<T> type, T store) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              var call = calls.size();
              calls.add(type.getSimpleName() + "." + method.getName());
              if (at == 2 * call) {
                throw new Crash("before " + calls.get(call));
              }
              Object result;
              try {
                result = method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (at == 2 * call + 1) {
                throw new Crash("after " + calls.get(call));
              }
              return result;
            }));
  }
}
