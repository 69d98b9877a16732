package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That nothing, where something is wanted, is refused in one way: with its name. */
class NothingGivenTests {

  @Test
  void aNamespaceThatIsNotThereIsTheKernelsAnswer() {
    CellThread cell = CellThread.start("setns");
    assertThatThrownBy(() -> cell.call(NothingGivenTests::enterNothing))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("ENOENT")
        .hasMessageContaining("/nope");
    cell.end();
  }

  @Test
  @Timeout(60)
  void everyPublicCallNamesWhatIsMissing() throws Exception {
    CellThread cell = CellThread.start("nothing");
    List<String> unclear = new ArrayList<>();
    for (Executable call : calls()) {
      Object[] arguments =
          Arrays.stream(call.getParameterTypes()).map(NothingGivenTests::nothing).toArray();
      Throwable thrown = cell.call(() -> thrown(call, arguments));
      boolean isClear =
          thrown == null
              || thrown instanceof IllegalArgumentException
              || thrown instanceof SyscallException;
      if (!isClear) {
        unclear.add(call + ": " + thrown);
      }
    }
    assertThat(unclear).isEmpty();
    cell.end();
  }

  private static Void enterNothing() {
    Linux.setns(Path.of("/nope"), Namespace.UTS);
    return null;
  }

  private static Throwable thrown(Executable call, Object[] arguments) throws Exception {
    try {
      if (call instanceof Method method) {
        method.invoke(null, arguments);
      } else {
        ((Constructor<?>) call).newInstance(arguments);
      }
      return null;
    } catch (InvocationTargetException refused) {
      return refused.getCause();
    }
  }

  private static Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return -1;
    }
    return type == long.class ? -1L : null;
  }

  private static List<Executable> calls() throws Exception {
    List<Executable> calls = new ArrayList<>();
    for (String name : classes()) {
      Class<?> type = Class.forName("org.cellblock.linux." + name);
      if (Modifier.isPublic(type.getModifiers()) && !type.isInterface() && !type.isEnum()) {
        Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getConstructors()))
            .filter(each -> each.getDeclaringClass() == type && each.getParameterCount() > 0)
            .filter(each -> each instanceof Constructor || Modifier.isStatic(each.getModifiers()))
            .forEach(calls::add);
      }
    }
    assertThat(calls).hasSizeGreaterThan(20);
    return calls;
  }

  /** The library is a directory of classes or a jar of them. */
  private static List<String> classes() throws Exception {
    Path library = Path.of(Linux.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    boolean isJar = Files.isRegularFile(library);
    try (FileSystem jar = isJar ? FileSystems.newFileSystem(library) : null;
        Stream<Path> all =
            Files.list((isJar ? jar.getPath("/") : library).resolve("org/cellblock/linux"))) {
      return all.map(each -> each.getFileName().toString())
          .filter(name -> name.matches("\\w+[.]class"))
          .map(name -> name.replace(".class", ""))
          .toList();
    }
  }
}
