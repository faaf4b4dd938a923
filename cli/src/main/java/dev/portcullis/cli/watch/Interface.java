package dev.portcullis.cli.watch;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/**
 * What other source files can see of compiled classes: types, members that are not private, and the
 * values of constants, which the compiler copies into the classes that use them. When it stays the
 * same, no other file needs to be compiled again.
 */
final class Interface {
  private static final int INVISIBLE = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;

  private Interface() {}

  /** One text per visible class and member; equal sets are equal interfaces. */
  static Set<String> of(Map<String, byte[]> classes) {
    var seen = new TreeSet<String>();
    new TreeMap<>(classes).values().forEach(bytes -> seen.addAll(of(bytes)));
    return seen;
  }

  private static Set<String> of(byte[] bytes) {
    var lines = new Lines();
    new ClassReader(bytes)
        .accept(lines, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return lines.visible ? lines.seen : Set.of();
  }

  private static final class Lines extends ClassVisitor {
    private final Set<String> seen = new TreeSet<>();
    private String name = "";
    private boolean visible = true;

    Lines() {
      super(Opcodes.ASM9);
    }

    private void add(String kind, int access, @Nullable Object... parts) {
      seen.add(name + " " + kind + " " + access + " " + java.util.Arrays.deepToString(parts));
    }

    @Override
    public void visit(
        int version,
        int access,
        String type,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      name = type;
      add("class", access, signature, superName, interfaces);
    }

    /** Local and anonymous classes are seen by nobody. */
    @Override
    public void visitOuterClass(
        String owner, @Nullable String method, @Nullable String descriptor) {
      visible = false;
    }

    @Override
    public void visitPermittedSubclass(String subclass) {
      add("permits", 0, subclass);
    }

    @Override
    public void visitInnerClass(
        String type, @Nullable String outer, @Nullable String inner, int access) {
      // The flags of a nested class, such as private or static, stand here and not in the class.
      if (type.equals(name)) {
        add("nested", access, outer);
      }
    }

    @Override
    public @Nullable RecordComponentVisitor visitRecordComponent(
        String component, String descriptor, @Nullable String signature) {
      add("component", 0, component, descriptor, signature);
      return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String field,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      if ((access & INVISIBLE) == 0) {
        add("field", access, field, descriptor, signature, value);
      }
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String method,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if ((access & INVISIBLE) == 0) {
        add("method", access, method, descriptor, signature, exceptions);
      }
      return null;
    }
  }
}
