package dev.portcullis.policy.plan.compile;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where the locals of a function live: as locals of one Java method, or, for a function that is cut
 * into several methods, in an array that they share. The array has one more place at its end for
 * the value that is returned.
 */
record Frame(Locals locals, boolean shared) {
  private static final int FIRST_SLOT = 1;

  /** First slot of a method that no local uses. */
  int firstFree() {
    return FIRST_SLOT + (shared ? 1 : locals.count());
  }

  int size() {
    return locals.count() + 1;
  }

  void load(MethodVisitor method, int local) {
    loadAt(method, locals.position(local));
  }

  void loadReturned(MethodVisitor method) {
    loadAt(method, locals.count());
  }

  private void loadAt(MethodVisitor method, int position) {
    if (shared) {
      method.visitVarInsn(Opcodes.ALOAD, FIRST_SLOT);
      push(method, position);
      method.visitInsn(Opcodes.AALOAD);
    } else {
      method.visitVarInsn(Opcodes.ALOAD, FIRST_SLOT + position);
    }
  }

  /** Stores what is on the stack. */
  void store(MethodVisitor method, int local) {
    storeAt(method, locals.position(local));
  }

  void storeReturned(MethodVisitor method) {
    storeAt(method, locals.count());
  }

  private void storeAt(MethodVisitor method, int position) {
    if (shared) {
      method.visitVarInsn(Opcodes.ALOAD, FIRST_SLOT);
      method.visitInsn(Opcodes.SWAP);
      push(method, position);
      method.visitInsn(Opcodes.SWAP);
      method.visitInsn(Opcodes.AASTORE);
    } else {
      method.visitVarInsn(Opcodes.ASTORE, FIRST_SLOT + position);
    }
  }

  /**
   * Makes every local undefined but the parameters.
   *
   * @param params number of parameters, which are in the first slots of the method
   */
  void open(MethodVisitor method, int params) {
    if (!shared) {
      for (var i = params; i < locals.count(); i++) {
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitVarInsn(Opcodes.ASTORE, FIRST_SLOT + i);
      }
      return;
    }
    push(method, size());
    method.visitTypeInsn(Opcodes.ANEWARRAY, Names.ANY);
    for (var i = 0; i < params; i++) {
      method.visitInsn(Opcodes.DUP);
      push(method, i);
      method.visitVarInsn(Opcodes.ALOAD, FIRST_SLOT + i);
      method.visitInsn(Opcodes.AASTORE);
    }
    method.visitVarInsn(Opcodes.ASTORE, FIRST_SLOT);
  }

  /** Pushes a number. */
  static void push(MethodVisitor method, int number) {
    if (number >= -1 && number <= 5) {
      method.visitInsn(Opcodes.ICONST_0 + number);
    } else if (number == (byte) number) {
      method.visitIntInsn(Opcodes.BIPUSH, number);
    } else if (number == (short) number) {
      method.visitIntInsn(Opcodes.SIPUSH, number);
    } else {
      method.visitLdcInsn(number);
    }
  }
}
