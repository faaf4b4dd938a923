package dev.portcullis.lambda.privilege;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the runtime may come to when it makes a handler and calls it, out of the compiled classes:
 * everything that is called from there and, where an interface or an open class is called, what the
 * classes that are made on the way do for it. What nobody makes is never called. Lambda expressions
 * and references to methods count where they stand.
 */
final class Reachable {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.portcullis.lambda");

  private final JavaClasses classes;
  private final Set<JavaCodeUnit> reached = new HashSet<>();
  private final Deque<JavaCodeUnit> unread = new ArrayDeque<>();
  private final Set<JavaClass> made = new HashSet<>();
  private final Map<String, CodeUnitAccessTarget> called = new HashMap<>();
  private final Set<SdkCall> sdkCalls = new TreeSet<>();

  private Reachable(JavaClasses classes) {
    this.classes = classes;
  }

  /** The operations of AWS that a handler may come to. */
  static Set<SdkCall> sdkCallsOf(String handler, String method) {
    return sdkCallsOf(CLASSES, handler, method);
  }

  /**
   * The same for a handler among these classes.
   *
   * @throws IllegalStateException naming the code that may call more than can be seen
   */
  static Set<SdkCall> sdkCallsOf(JavaClasses classes, String handler, String method) {
    var reachable = new Reachable(classes);
    var type = classes.get(handler);
    reachable.make(type);
    reachable.reach(type.getConstructor());
    type.getMethods().stream().filter(m -> m.getName().equals(method)).forEach(reachable::reach);
    while (!reachable.unread.isEmpty()) {
      reachable.read(reachable.unread.pop());
    }
    return reachable.sdkCalls;
  }

  private void read(JavaCodeUnit unit) {
    Stream.concat(unit.getCallsFromSelf().stream(), unit.getCodeUnitReferencesFromSelf().stream())
        .forEach(access -> follow(unit, access.getTarget()));
    unit.getFieldAccesses().forEach(access -> initialise(access.getTargetOwner()));
  }

  /** A class that is used is initialised first. */
  private void initialise(JavaClass type) {
    type.getStaticInitializer().ifPresent(this::reach);
  }

  private void follow(JavaCodeUnit from, CodeUnitAccessTarget target) {
    SdkCall.of(from.getOwner(), target).ifPresent(sdkCalls::add);
    var owner = target.getOwner();
    if (isOurs(owner)) {
      initialise(owner);
      if (target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
        make(owner);
      }
      target.resolveMember().ifPresent(this::reach);
      // By its text: two targets that are the same method are not equal.
      if (called.put(target.getFullName(), target) == null) {
        made.forEach(type -> serve(type, target));
      }
    }
  }

  /** A class that exists serves the calls that are made for what it is, ours or not. */
  private void make(JavaClass type) {
    if (made.add(type)) {
      initialise(type);
      List.copyOf(called.values()).forEach(target -> serve(type, target));
      Stream.concat(type.getAllRawInterfaces().stream(), type.getAllRawSuperclasses().stream())
          .filter(above -> !isOurs(above))
          .flatMap(above -> above.getMethods().stream())
          .forEach(
              method ->
                  implementations(type, method.getName(), method.getRawParameterTypes().size()));
    }
  }

  private void serve(JavaClass type, CodeUnitAccessTarget target) {
    if (type.isAssignableTo(target.getOwner().getName())) {
      implementations(type, target.getName(), target.getRawParameterTypes().size());
    }
  }

  /** By number of parameters: their types differ where generic ones are erased. */
  private void implementations(JavaClass type, String name, int parameters) {
    for (JavaMethod method : type.getAllMethods()) {
      if (method.getName().equals(name) && method.getRawParameterTypes().size() == parameters) {
        reach(method);
      }
    }
  }

  private void reach(JavaCodeUnit unit) {
    if (isOurs(unit.getOwner()) && reached.add(unit)) {
      unread.add(unit);
    }
  }

  private boolean isOurs(JavaClass type) {
    return classes.contain(type.getName());
  }
}
