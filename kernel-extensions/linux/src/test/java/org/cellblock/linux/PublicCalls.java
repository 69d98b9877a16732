package org.cellblock.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The public calls of a library that take something, each made with nothing where one stands. */
public final class PublicCalls {

  private final List<Class<?>> types;
  private final Function<Class<?>, Object> receivers;
  private final Function<Class<?>, Object> values;

  /**
   * Looks at a library.
   *
   * @param inside one of its classes; those of its package are looked at, and of packages below
   * @param receivers gives an object of each class that has a method with a parameter
   * @param values gives an argument of a type that is as good as any, or null
   */
  public PublicCalls(
      Class<?> inside, Function<Class<?>, Object> receivers, Function<Class<?>, Object> values) {
    this.types = types(inside);
    this.receivers = receivers;
    this.values = values;
  }

  /**
   * Makes each call, once for each of its parameters, and returns those that answer unclearly.
   *
   * @param without classes whose objects need more than there is
   */
  public List<String> unclear(Class<?>... without) {
    return types.stream()
        .filter(each -> !List.of(without).contains(each))
        .flatMap(each -> unclearOf(each).stream())
        .toList();
  }

  /** The same for one class. */
  public List<String> unclearOf(Class<?> type) {
    List<String> unclear = new ArrayList<>();
    for (Executable each : calls(type)) {
      for (int i = 0; i < each.getParameterCount(); i++) {
        if (!each.getParameterTypes()[i].isPrimitive()) {
          unclear(each, arguments(each, i)).ifPresent(unclear::add);
        }
      }
    }
    return unclear;
  }

  private Optional<String> unclear(Executable call, Object[] arguments) {
    boolean isOnObject = call instanceof Method && !Modifier.isStatic(call.getModifiers());
    Object receiver = isOnObject ? receivers.apply(call.getDeclaringClass()) : null;
    if (isOnObject && receiver == null) {
      return Optional.of("no object to try " + call + " on");
    }
    try {
      if (call instanceof Method method) {
        method.invoke(receiver, arguments);
      } else {
        use(((Constructor<?>) call).newInstance(arguments));
      }
      return Optional.empty();
    } catch (InvocationTargetException thrown) {
      return isClear(thrown.getCause())
          ? Optional.empty()
          : Optional.of(call + " " + Arrays.deepToString(arguments) + ": " + thrown.getCause());
    } catch (ReflectiveOperationException unfit) {
      throw new IllegalStateException(unfit);
    }
  }

  /** What was made without a part may miss it later. */
  private static void use(Object made) throws ReflectiveOperationException {
    for (Method each : made.getClass().getMethods()) {
      boolean isOwn = each.getDeclaringClass() == made.getClass() && !each.isSynthetic();
      if (isOwn && each.getParameterCount() == 0 && !Modifier.isStatic(each.getModifiers())) {
        each.invoke(made);
      }
    }
  }

  /** What is missing is told by us; else the kernel, or the state of things, was asked first. */
  private static boolean isClear(Throwable thrown) {
    boolean isOurs =
        thrown.getStackTrace().length > 0
            && thrown.getStackTrace()[0].getClassName().startsWith("org.cellblock.");
    return isOurs
        && (thrown instanceof IllegalArgumentException
            || thrown instanceof IllegalStateException
            || thrown instanceof SyscallException);
  }

  private Object[] arguments(Executable call, int missing) {
    Class<?>[] types = call.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == missing ? null : value(types[i]);
    }
    return arguments;
  }

  private Object value(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type.isPrimitive()) {
      return type == int.class ? (Object) (-1) : type == long.class ? (Object) (-1L) : -1.0;
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    return type.isEnum() ? type.getEnumConstants()[0] : values.apply(type);
  }

  /** A record of data is as good as what it is made of; one that checks anything, checks all. */
  private static List<Executable> calls(Class<?> type) {
    return Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getConstructors()))
        .filter(each -> each.getDeclaringClass() == type && each.getParameterCount() > 0)
        .filter(each -> !each.isSynthetic() && !each.getName().equals("equals"))
        .filter(each -> !(type.isEnum() && each.getName().equals("valueOf")))
        .filter(each -> !type.isInterface() || Modifier.isStatic(each.getModifiers()))
        .sorted(Comparator.comparing(Executable::toString))
        .map(Executable.class::cast)
        .toList();
  }

  /** The library is a directory of classes or a jar of them. */
  private static List<Class<?>> types(Class<?> inside) {
    String top = inside.getPackageName().replace('.', '/');
    try {
      Path library = Path.of(inside.getProtectionDomain().getCodeSource().getLocation().toURI());
      boolean isJar = Files.isRegularFile(library);
      try (FileSystem jar = isJar ? FileSystems.newFileSystem(library) : null) {
        Path root = isJar ? jar.getPath("/") : library;
        try (Stream<Path> all = Files.walk(root.resolve(top))) {
          return all.map(each -> root.relativize(each).toString())
              .filter(name -> name.endsWith(".class") && !name.contains("-info"))
              .sorted()
              .<Class<?>>map(name -> type(name.replace(".class", "").replace('/', '.')))
              .filter(PublicCalls::isPublic)
              .toList();
        }
      }
    } catch (URISyntaxException | IOException impossible) {
      throw new UncheckedIOException(new IOException(impossible));
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }
}
