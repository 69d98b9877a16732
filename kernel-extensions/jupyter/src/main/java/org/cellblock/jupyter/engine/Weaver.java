package org.cellblock.jupyter.engine;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves checks into a snippet's classes: {@link Checkpoint} so that a busy loop can be stopped
 * (Java 20 took {@code Thread.stop} away), {@link HostOnly} before calls that change threads.
 *
 * <p>Bodies only, and no branches: the class keeps its fields, methods and stack frames, so that it
 * can be redefined later.
 */
final class Weaver extends ClassVisitor {
  private static final String CHECKPOINT = Type.getInternalName(Checkpoint.class);
  private static final String HOST_ONLY = Type.getInternalName(HostOnly.class);
  private static final Set<String> POOLED =
      Set.of(
          "java/util/concurrent/CompletableFuture.supplyAsync(Ljava/util/function/Supplier;)",
          "java/util/concurrent/CompletableFuture.runAsync(Ljava/lang/Runnable;)",
          "java/lang/Thread.startVirtualThread(Ljava/lang/Runnable;)");

  private Weaver(ClassWriter out) {
    super(Opcodes.ASM9, out);
  }

  /** Loads what weaving needs: before Java 18, no archive holds classes as old as ASM's. */
  static void load() {
    weave(ClassFile.read(Weaver.class));
  }

  /** Answers the class file with the checks woven in, or as it is where they leave it no room. */
  static byte[] weave(byte[] classFile) {
    try {
      return ClassFile.woven(classFile, Weaver::new);
    } catch (MethodTooLargeException | ClassTooLargeException full) {
      return classFile;
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return new Body(super.visitMethod(access, name, descriptor, signature, exceptions));
  }

  private static final class Body extends MethodVisitor {
    private final Set<Label> seen = new HashSet<>();

    Body(MethodVisitor out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      seen.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (seen.contains(target)) {
        check();
      }
      super.visitJumpInsn(opcode, target);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (opcode != Opcodes.INVOKESTATIC && name.equals("start") && descriptor.equals("()V")) {
        visitInsn(Opcodes.DUP);
        call(HOST_ONLY, "requireForStart", "(Ljava/lang/Object;)V");
      } else if (changesThreads(owner, name, descriptor)) {
        visitLdcInsn(simpleName(owner) + "." + name + "()");
        call(HOST_ONLY, "require", "(Ljava/lang/String;)V");
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    private void check() {
      call(CHECKPOINT, "check", "()V");
    }

    private void call(String owner, String name, String descriptor) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    private static boolean changesThreads(String owner, String name, String descriptor) {
      return (name.equals("parallelStream") && descriptor.equals("()Ljava/util/stream/Stream;"))
          || (name.equals("parallel") && owner.startsWith("java/util/stream/"))
          || (owner.equals("java/util/concurrent/Executors") && name.startsWith("new"))
          || POOLED.contains(owner + "." + name + arguments(descriptor));
    }

    private static String arguments(String descriptor) {
      return descriptor.substring(0, descriptor.indexOf(')') + 1);
    }

    private static String simpleName(String owner) {
      return owner.substring(owner.lastIndexOf('/') + 1);
    }
  }
}
