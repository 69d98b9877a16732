package org.cellblock.jupyter.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;

/** The bytes of classes, as they were compiled and as they are woven. */
final class ClassFile {
  private ClassFile() {}

  /** Answers a class as it was compiled. */
  static byte[] read(Class<?> type) {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Answers a class as a visitor, which writes to what it gets, passes it on. */
  static byte[] woven(byte[] classFile, Function<ClassWriter, ClassVisitor> visitor) {
    ClassReader in = new ClassReader(classFile);
    ClassWriter out = new ClassWriter(in, ClassWriter.COMPUTE_MAXS);
    in.accept(visitor.apply(out), 0);
    return out.toByteArray();
  }
}
