package org.cellblock.jupyter.engine;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts a check into {@code Runtime.exit} and {@code Runtime.halt}, through which every call goes
 * that ends the JVM from within: by whatever name, from whatever thread. A signal doesn't.
 *
 * <p>{@code Runtime} knows no class but Java's own. So a class of that kind is made, with nothing
 * in it but a place for the check.
 */
final class ExitDoors {
  private static final String PLACE = "java/lang/CellblockExitCheck";
  private static final String CHECK = Type.getDescriptor(ObjIntConsumer.class);
  private static final Map<String, String> DOORS =
      Map.of("exit", "System.exit", "halt", "Runtime.halt");

  private ExitDoors() {}

  /** Calls the check before each exit, with the call's name and the status; it may throw. */
  static void guard(Instrumentation jvm, ObjIntConsumer<String> check) {
    try {
      place(jvm, check);
      jvm.redefineClasses(
          new ClassDefinition(
              Runtime.class, ClassFile.woven(ClassFile.read(Runtime.class), Doors::new)));
    } catch (ReflectiveOperationException
        | UnmodifiableClassException
        | LinkageError
        | UnsupportedOperationException unknownJvm) {
      Log.warn("a cell's System.exit will end the kernel", unknownJvm);
    }
  }

  private static void place(Instrumentation jvm, ObjIntConsumer<String> check)
      throws ReflectiveOperationException {
    Module ours = ExitDoors.class.getModule();
    jvm.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(ours)),
        Set.of(),
        Map.of());
    MethodHandles.Lookup inside =
        MethodHandles.privateLookupIn(Runtime.class, MethodHandles.lookup());
    Class<?> place = inside.defineClass(placeClass());
    inside.findStaticVarHandle(place, "check", ObjIntConsumer.class).set(check);
  }

  private static byte[] placeClass() {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int hidden = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    out.visit(Opcodes.V17, hidden, PLACE, null, "java/lang/Object", null);
    int field = Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE;
    out.visitField(field, "check", CHECK, null, null).visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }

  private static final class Doors extends ClassVisitor {
    Doors(ClassVisitor out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
      String door = descriptor.equals("(I)V") ? DOORS.get(name) : null;
      return door == null ? out : new Door(out, door);
    }
  }

  private static final class Door extends MethodVisitor {
    private final String name;

    Door(MethodVisitor out, String name) {
      super(Opcodes.ASM9, out);
      this.name = name;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      visitFieldInsn(Opcodes.GETSTATIC, PLACE, "check", CHECK);
      visitLdcInsn(name);
      visitVarInsn(Opcodes.ILOAD, 1);
      String owner = Type.getInternalName(ObjIntConsumer.class);
      visitMethodInsn(Opcodes.INVOKEINTERFACE, owner, "accept", "(Ljava/lang/Object;I)V", true);
    }
  }
}
