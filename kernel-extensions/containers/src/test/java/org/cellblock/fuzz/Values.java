package org.cellblock.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.cellblock.containers.Cell;

/**
 * Makes arguments of every type that the library asks for: right ones, borderline and hostile ones.
 *
 * <p>What by right would do harm isn't made: other processes' ids where a signal or a cgroup awaits
 * them, the machine's own files where a call writes to the file that it is given, waits of hours.
 */
final class Values {

  /** Called in place of a lambda. */
  interface Inner {
    void call();
  }

  private static final int DEEPEST = 3;
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    5,
    42,
    512,
    1000,
    65_534,
    1L << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    999_999_999
  };
  private static final int[] INTS = {
    0, 1, -1, 2, 3, 10, 100, 4096, Integer.MAX_VALUE, Integer.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0, 0.2, 0.5, 1, -1, 1e-9, 1e9, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE
  };
  private static final List<Duration> DURATIONS =
      List.of(Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(-1), Duration.ofNanos(1));

  /** Members that act on the process or the file that they are given, whoever's it is. */
  private static final Set<String> ACTING_ON_PIDS =
      Set.of("Linux.kill", "CgroupProcs.add", "Cgroup.add");

  private static final Set<String> WRITING_TO_PATHS =
      Set.of(
          "ControlFile.write",
          "ControlDirectory.make",
          "ControlDirectory.remove",
          "ControlDirectory.removeIfThere",
          "DockerArchive.read",
          "Image.unpack",
          "ImageBuilder.writeTo");

  private static final Set<String> OF_COMMANDS = Set.of("arguments", "command", "args", "argv");

  private final RandomGenerator random;
  private final Members members;
  private final Pool pool;
  private final Places places;
  private final Texts texts;
  private final Inner inner;

  Values(RandomGenerator random, Members members, Pool pool, Places places, Inner inner) {
    this.random = random;
    this.members = members;
    this.pool = pool;
    this.places = places;
    this.texts = new Texts(random, places);
    this.inner = inner;
  }

  Object[] argumentsOf(Executable member, int depth) {
    Parameter[] parameters = member.getParameters();
    Object[] values = new Object[parameters.length];
    boolean isOfCell = member.getDeclaringClass() == Cell.class;
    List<String> command = isOfCell ? texts.commandOfACell() : texts.command();
    for (int i = 0; i < values.length; i++) {
      values[i] = argument(member, parameters[i], command, i, depth);
    }
    return values;
  }

  private Object argument(
      Executable member, Parameter parameter, List<String> command, int at, int depth) {
    String name = parameter.getName();
    Class<?> type = parameter.getType();
    if (!type.isPrimitive() && !isOfData(member) && isMissing()) {
      return null;
    }
    if (name.equals("program") && type == String.class) {
      return command.get(0);
    }
    if (OF_COMMANDS.contains(name) && type == String[].class) {
      int from = at == 0 ? 0 : 1;
      return command.subList(from, command.size()).toArray(String[]::new);
    }
    if (name.equals("arguments") && type == List.class) {
      return command;
    }
    if (type == String.class && Members.nameOf(member).endsWith(".parse")) {
      return texts.conf();
    }
    return value(parameter.getParameterizedType(), name, Members.nameOf(member), depth);
  }

  private boolean isMissing() {
    return random.nextInt(16) == 0;
  }

  /** A record that somebody makes is as good as what it is made of. */
  private static boolean isOfData(Executable member) {
    return member instanceof Constructor && member.getDeclaringClass().isRecord();
  }

  private Object value(Type type, String name, String member, int depth) {
    if (type instanceof Class<?> plain) {
      return ofClass(plain, name, member, depth);
    }
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic, name, member, depth);
    }
    if (type instanceof GenericArrayType array) {
      return ofArray((Class<?>) Object.class, array.getGenericComponentType(), name, member, depth);
    }
    if (type instanceof WildcardType wild) {
      return value(wild.getUpperBounds()[0], name, member, depth);
    }
    return type instanceof TypeVariable<?> ? texts.any(name) : null;
  }

  private Object ofClass(Class<?> type, String name, String member, int depth) {
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return number(type, name, member);
    }
    if (type == String.class || type == Object.class || type == CharSequence.class) {
      return type == Object.class ? anything(depth) : texts.any(name);
    }
    if (type == Path.class) {
      return path(member);
    }
    if (type == Duration.class) {
      return DURATIONS.get(random.nextInt(DURATIONS.size()));
    }
    if (type.isEnum()) {
      Object[] all = type.getEnumConstants();
      return all[random.nextInt(all.length)];
    }
    if (type == byte[].class) {
      return new byte[random.nextInt(3) * 100];
    }
    if (type.isArray()) {
      return ofArray(type.getComponentType(), type.getComponentType(), name, member, depth);
    }
    return isLambda(type) ? lambda(type) : ofOurs(type, depth);
  }

  private Object ofGeneric(ParameterizedType type, String name, String member, int depth) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] of = type.getActualTypeArguments();
    if (raw == Optional.class) {
      return Optional.ofNullable(value(of[0], name, member, depth + 1));
    }
    if (raw == Map.class) {
      Map<Object, Object> map = new HashMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        map.put(
            isMissing() ? null : value(of[0], name, member, depth),
            isMissing() ? null : value(of[1], name, member, depth));
      }
      return map;
    }
    if (!Iterable.class.isAssignableFrom(raw)) {
      return ofClass(raw, name, member, depth);
    }
    List<Object> many = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      many.add(isMissing() ? null : value(of[0], name, member, depth + 1));
    }
    return raw == Set.class ? new HashSet<>(many) : many;
  }

  private Object ofArray(Class<?> component, Type of, String name, String member, int depth) {
    Object array = Array.newInstance(component, random.nextInt(4));
    for (int i = 0; i < Array.getLength(array); i++) {
      boolean isLeftOut = !component.isPrimitive() && isMissing();
      Object value = isLeftOut ? null : value(of, name, member, depth + 1);
      if (value == null || component.isInstance(value) || component.isPrimitive()) {
        Array.set(array, i, value);
      }
    }
    return array;
  }

  private Object number(Class<?> type, String name, String member) {
    if (type == boolean.class) {
      return !member.equals("ControlDirectory.lock") && random.nextBoolean();
    }
    if (type == int.class) {
      boolean isSmall = member.startsWith("CgroupExperiments.") || member.startsWith("Poll.");
      return isSmall ? random.nextInt(5) : INTS[random.nextInt(INTS.length)];
    }
    if (type == long.class || type == Long.class) {
      return pidOrLong(name, member);
    }
    double value = DOUBLES[random.nextInt(DOUBLES.length)];
    return type == double.class ? (Object) value : (Object) (char) 0;
  }

  private long pidOrLong(String name, String member) {
    if (ACTING_ON_PIDS.contains(member)) {
      return new long[] {1, -1, 1L << 32, Long.MIN_VALUE, 999_999_999}[random.nextInt(5)];
    }
    boolean isPid = name.equals("pid") && random.nextInt(3) > 0;
    return isPid ? ProcessHandle.current().pid() : LONGS[random.nextInt(LONGS.length)];
  }

  private Path path(String member) {
    List<Path> all =
        WRITING_TO_PATHS.contains(member)
            ? places.names().subList(0, 2)
            : Stream.of(
                    places.trees(),
                    places.names(),
                    List.of(
                        Path.of("/nope"),
                        Path.of("/proc/self/ns/uts"),
                        Path.of("/proc/1/ns/net"),
                        Path.of("/proc/sys/kernel/domainname"),
                        Path.of("/proc/thread-self/ns/mnt")))
                .flatMap(List::stream)
                .toList();
    return all.get(random.nextInt(all.size()));
  }

  private Object anything(int depth) {
    return pool.any(Object.class, random).orElseGet(() -> texts.any("value"));
  }

  /** Takes one that is there, or has one made. */
  private Object ofOurs(Class<?> type, int depth) {
    Optional<Object> one = random.nextInt(4) > 0 ? pool.any(type, random) : Optional.empty();
    if (one.isPresent()) {
      return one.get();
    }
    if (type == OptionalInt.class || type == OptionalLong.class) {
      return type == OptionalInt.class ? OptionalInt.empty() : OptionalLong.of(1);
    }
    List<Executable> makers = depth < DEEPEST ? members.makersOf(type) : List.of();
    if (makers.isEmpty()) {
      return pool.any(type, random).orElse(null);
    }
    Executable maker = makers.get(random.nextInt(makers.size()));
    try {
      Object made = Invocation.of(maker, null, argumentsOf(maker, depth + 1)).invoke();
      pool.keep(made);
      return made;
    } catch (ReflectiveOperationException refused) {
      return pool.any(type, random).orElse(null);
    }
  }

  private static boolean isLambda(Class<?> type) {
    return type.isInterface()
        && (type.getName().startsWith("java.")
            || type.getSimpleName().endsWith("Listener")
            || type.getSimpleName().endsWith("Visitor")
            || type.getSimpleName().equals("Work")
            || type.getSimpleName().equals("Action"));
  }

  private Object lambda(Class<?> type) {
    return Proxy.newProxyInstance(
        Values.class.getClassLoader(),
        new Class<?>[] {type},
        (self, method, given) -> {
          if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
              case "equals" -> self == given[0];
              case "hashCode" -> System.identityHashCode(self);
              default -> "lambda";
            };
          }
          inner.call();
          Class<?> result = method.getReturnType();
          return result == boolean.class
              ? (Object) true
              : result.isPrimitive() ? zero(result) : null;
        });
  }

  private static Object zero(Class<?> type) {
    return type == void.class ? null : Array.get(Array.newInstance(type, 1), 0);
  }
}
