package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.value.RegoNull;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One class of a compiled plan, with the constants its methods refer to. */
final class Part {
  /** A text constant holds 65,535 bytes; a character takes at most three. */
  private static final int LONGEST_TEXT = 20_000;

  private final String name;
  private final ClassWriter writer =
      new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String one, String other) {
          // The classes that are compiled are not loaded, and nothing depends on the exact type.
          return Names.ANY;
        }
      };
  private final Map<Object, String> numbers = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Constant> builtins = new LinkedHashMap<>();

  private record Constant(String field, String type) {}

  /**
   * Starts a class.
   *
   * @param name internal name
   */
  Part(String name, String... interfaces) {
    this.name = name;
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        name,
        null,
        Names.ANY,
        interfaces);
  }

  /** Internal name. */
  String name() {
    return name;
  }

  /** Starts a method. */
  MethodVisitor method(int access, String method, String descriptor) {
    var visitor = writer.visitMethod(access, method, descriptor, null, null);
    visitor.visitCode();
    return visitor;
  }

  /** Ends a method. */
  static void end(MethodVisitor method) {
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** Loads a scalar. */
  void load(MethodVisitor method, Object constant) {
    if (constant instanceof String text) {
      if (text.length() <= LONGEST_TEXT) {
        method.visitLdcInsn(text);
      } else {
        var field = texts.computeIfAbsent(text, t -> "t" + texts.size());
        method.visitFieldInsn(Opcodes.GETSTATIC, name, field, "Ljava/lang/String;");
      }
    } else if (constant instanceof Boolean bool) {
      method.visitFieldInsn(
          Opcodes.GETSTATIC, "java/lang/Boolean", bool ? "TRUE" : "FALSE", "Ljava/lang/Boolean;");
    } else if (constant == RegoNull.NULL) {
      method.visitFieldInsn(Opcodes.GETSTATIC, Names.NULL, "NULL", "L" + Names.NULL + ";");
    } else if (constant instanceof Long integer) {
      method.visitLdcInsn(integer);
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Long", "valueOf", "(J)Ljava/lang/Long;", false);
    } else {
      var field = numbers.computeIfAbsent(constant.toString(), t -> "n" + numbers.size());
      method.visitFieldInsn(Opcodes.GETSTATIC, name, field, Names.OF_ANY);
    }
  }

  /** Loads a builtin, which was looked up once. */
  void loadBuiltin(MethodVisitor method, String builtin, int operands) {
    var constant =
        builtins.computeIfAbsent(
            builtin, b -> new Constant("b" + builtins.size(), Names.builtin(operands)));
    method.visitFieldInsn(Opcodes.GETSTATIC, name, constant.field, "L" + constant.type + ";");
  }

  /** The class file. */
  byte[] bytes() {
    var initializer = method(Opcodes.ACC_STATIC, "<clinit>", "()V");
    numbers.forEach(
        (number, field) -> {
          initializer.visitLdcInsn(number);
          invoke(initializer, Names.VALUES, "number", "(Ljava/lang/String;)" + Names.OF_ANY);
          define(initializer, field, Names.OF_ANY);
        });
    texts.forEach(
        (text, field) -> {
          concatenate(initializer, text);
          define(initializer, field, "Ljava/lang/String;");
        });
    builtins.forEach(
        (builtin, constant) -> {
          initializer.visitLdcInsn(builtin);
          invoke(
              initializer,
              Names.OPS,
              "builtin",
              "(Ljava/lang/String;)Ldev/portcullis/policy/builtin/Builtin;");
          initializer.visitTypeInsn(Opcodes.CHECKCAST, constant.type);
          define(initializer, constant.field, "L" + constant.type + ";");
        });
    initializer.visitInsn(Opcodes.RETURN);
    end(initializer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void concatenate(MethodVisitor method, String text) {
    method.visitLdcInsn("");
    for (var from = 0; from < text.length(); from += LONGEST_TEXT) {
      method.visitLdcInsn(text.substring(from, Math.min(text.length(), from + LONGEST_TEXT)));
      method.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          "java/lang/String",
          "concat",
          "(Ljava/lang/String;)Ljava/lang/String;",
          false);
    }
  }

  private static void invoke(MethodVisitor method, String owner, String called, String type) {
    method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, called, type, false);
  }

  private void define(MethodVisitor method, String field, String type) {
    writer
        .visitField(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, field, type, null, null)
        .visitEnd();
    method.visitFieldInsn(Opcodes.PUTSTATIC, name, field, type);
  }
}
