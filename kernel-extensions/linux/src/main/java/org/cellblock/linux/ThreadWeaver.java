package org.cellblock.linux;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the byte code that lets {@link ThreadDoor} have a say in the JDK's classes. */
final class ThreadWeaver extends ClassVisitor {

  /** Takes each thread that is to be started: a {@code Consumer<Thread>}. */
  static final String START = "start";

  /** Takes the name of each call that gives work to other threads: a {@code Consumer<String>}. */
  static final String SPLIT = "split";

  private static final String HINGE = "jdk/internal/misc/CellblockThreads";
  private static final String THREAD = Type.getInternalName(Thread.class);
  private static final String VIRTUAL = "java/lang/VirtualThread";
  private static final String TASK = "java/util/concurrent/ForkJoinTask";
  private static final String CONSUMER = "java/util/function/Consumer";
  private static final String OF_THREAD = "(Ljava/lang/Thread;)V";
  private static final String OF_TEXT = "(Ljava/lang/String;)V";

  private String type;

  private ThreadWeaver(ClassWriter out) {
    super(Opcodes.ASM9, out);
  }

  /** Returns a class of java.base through which its other classes reach us. */
  static byte[] hinge() {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
    out.visit(Opcodes.V17, access, HINGE, null, "java/lang/Object", null);
    passOn(out, START, OF_THREAD);
    passOn(out, SPLIT, OF_TEXT);
    out.visitEnd();
    return out.toByteArray();
  }

  private static void passOn(ClassWriter out, String name, String descriptor) {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    String type = "L" + CONSUMER + ";";
    out.visitField(access | Opcodes.ACC_VOLATILE, name, type, null, null).visitEnd();
    MethodVisitor code = out.visitMethod(access, name, descriptor, null, null);
    code.visitCode();
    code.visitFieldInsn(Opcodes.GETSTATIC, HINGE, name, type);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, CONSUMER, "accept", "(Ljava/lang/Object;)V", true);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Answers the class file of one of the JDK's classes, with the calls woven in. */
  static byte[] weave(byte[] classFile) {
    ClassReader in = new ClassReader(classFile);
    ClassWriter out = new ClassWriter(in, ClassWriter.COMPUTE_MAXS);
    in.accept(new ThreadWeaver(out), 0);
    return out.toByteArray();
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    type = name;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (type.equals(THREAD)) {
      return new Starts(out);
    }
    boolean splits =
        type.equals(TASK) && name.equals("fork")
            || type.equals(VIRTUAL) && name.equals("start") && !descriptor.equals("()V");
    return splits ? new Split(out, simpleName(type) + "." + name + "()") : out;
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /** Has the hinge called in place of the native method. */
  private static final class Starts extends MethodVisitor {
    Starts(MethodVisitor out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals(THREAD) && name.equals("start0")) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, HINGE, START, OF_THREAD, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }

  /** Has the hinge called first. */
  private static final class Split extends MethodVisitor {
    private final String call;

    Split(MethodVisitor out, String call) {
      super(Opcodes.ASM9, out);
      this.call = call;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      visitLdcInsn(call);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HINGE, SPLIT, OF_TEXT, false);
    }
  }
}
