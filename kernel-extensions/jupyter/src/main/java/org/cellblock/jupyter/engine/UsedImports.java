package org.cellblock.jupyter.engine;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has JShell import only what a snippet names. It imports every variable of the notebook into every
 * snippet, each from a class of its own that the compiler then reads, three times a cell: after 500
 * variables a cell would take thrice as long.
 *
 * <p>So a call of {@link #of} is woven into the method of JShell that puts imports before a
 * snippet. Where a JShell has no such method, its cells are slow and right.
 */
public final class UsedImports {
  static final String CLASS = "jdk.jshell.OuterWrapMap";
  static final String METHOD = "wrappedInClass";

  /** Not while JShell looks at what is being typed: there, every name may come next. */
  private static final ThreadLocal<Boolean> EVALUATING = ThreadLocal.withInitial(() -> false);

  private static final Pattern IMPORT =
      Pattern.compile("import static REPL\\.[\\w$.]+\\.([^.;\\s]+);[ \\t]*");

  private UsedImports() {}

  /** Weaves, as far as the JVM lets. */
  static void weave(Instrumentation jvm) {
    try {
      Class<?> target = Class.forName(CLASS);
      Module jshell = target.getModule();
      Module ours = UsedImports.class.getModule();
      jvm.redefineModule(
          jshell, Set.of(ours), Map.of(), Map.of("jdk.jshell", Set.of(ours)), Set.of(), Map.of());
      jvm.redefineClasses(new ClassDefinition(target, woven(target)));
    } catch (ReflectiveOperationException
        | UnmodifiableClassException
        | LinkageError
        | UnsupportedOperationException unknownJvm) {
      Log.warn("cells will be slow in a notebook of many variables", unknownJvm);
    }
  }

  /**
   * Answers the imports without those of the notebook's own names that a snippet doesn't name.
   * Called by JShell.
   *
   * @param imports the package's declaration and the imports
   * @param wraps the snippet's parts, of a type of JShell's own
   * @return the imports that are needed
   */
  public static String of(String imports, List<?> wraps) {
    if (!EVALUATING.get()) {
      return imports;
    }
    Set<String> names = new HashSet<>();
    for (Object wrap : wraps) {
      String text = text(wrap);
      if (text.contains("\\u")) {
        return imports; // a name may be written so
      }
      collect(text, names);
    }
    Matcher each = IMPORT.matcher(imports);
    StringBuilder needed = new StringBuilder();
    while (each.find()) {
      each.appendReplacement(
          needed, names.contains(each.group(1)) ? Matcher.quoteReplacement(each.group()) : "");
    }
    return each.appendTail(needed).toString();
  }

  /** Lets JShell evaluate, with the imports that it needs. */
  static <T> T during(Supplier<T> evaluation) {
    EVALUATING.set(true);
    try {
      return evaluation.get();
    } finally {
      EVALUATING.set(false);
    }
  }

  private static String text(Object wrap) {
    try {
      Method wrapped = wrap.getClass().getMethod("wrapped");
      wrapped.setAccessible(true); // its class isn't public
      return (String) wrapped.invoke(wrap);
    } catch (ReflectiveOperationException otherJshell) {
      throw new IllegalStateException(otherJshell);
    }
  }

  private static void collect(String text, Set<String> names) {
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean isPart = i < text.length() && Character.isJavaIdentifierPart(text.charAt(i));
      if (isPart && start < 0) {
        start = i;
      } else if (!isPart && start >= 0) {
        names.add(text.substring(start, i));
        start = -1;
      }
    }
  }

  static byte[] woven(Class<?> target) {
    return ClassFile.woven(ClassFile.read(target), Imports::new);
  }

  private static final class Imports extends ClassVisitor {
    Imports(ClassVisitor out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
      boolean isTarget =
          name.equals(METHOD)
              && descriptor.startsWith("(Ljava/lang/String;Ljava/lang/String;Ljava/util/List;)");
      return isTarget ? new Beginning(out) : out;
    }
  }

  private static final class Beginning extends MethodVisitor {
    /** Behind this and the name of the class. */
    private static final int IMPORTS = 2;

    Beginning(MethodVisitor out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      visitVarInsn(Opcodes.ALOAD, IMPORTS);
      visitVarInsn(Opcodes.ALOAD, IMPORTS + 1);
      String owner = Type.getInternalName(UsedImports.class);
      String string = Type.getDescriptor(String.class);
      String descriptor = "(" + string + Type.getDescriptor(List.class) + ")" + string;
      visitMethodInsn(Opcodes.INVOKESTATIC, owner, "of", descriptor, false);
      visitVarInsn(Opcodes.ASTORE, IMPORTS);
    }
  }
}
