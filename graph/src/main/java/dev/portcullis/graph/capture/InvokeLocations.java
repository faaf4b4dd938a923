package dev.portcullis.graph.capture;

import com.pulumi.deployment.internal.DeploymentInternal;
import dev.portcullis.graph.Location;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * Remembers the line of the user that calls a function: the monitor hears of the call on another
 * thread, where that line is lost.
 */
final class InvokeLocations {
  private InvokeLocations() {}

  /**
   * The deployment, with the first line of every function token put into the map.
   *
   * @param invoked thread-safe
   */
  static DeploymentInternal recording(
      DeploymentInternal deployment, UserCode userCode, Map<String, Location> invoked) {
    return (DeploymentInternal)
        Proxy.newProxyInstance(
            DeploymentInternal.class.getClassLoader(),
            new Class<?>[] {DeploymentInternal.class},
            (proxy, method, args) -> {
              if (method.getName().startsWith("invoke") && args[0] instanceof String token) {
                userCode.calling().ifPresent(location -> invoked.putIfAbsent(token, location));
              }
              try {
                return method.invoke(deployment, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
