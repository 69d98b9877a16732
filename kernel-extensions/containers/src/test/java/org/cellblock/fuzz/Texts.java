package org.cellblock.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Texts that are right, at the border, or hostile; none by which a right call would do harm. */
final class Texts {

  private static final List<String> ANY =
      List.of(
          "",
          " ",
          "a",
          "web",
          ".",
          "..",
          "../../../../../../canary-1",
          "/../../../canary-2",
          "a/../../canary-3",
          "/tmp",
          "/etc/canary-4",
          "up/canary-5",
          "dev/canary-6",
          "nul\0nul",
          "line\nline",
          "-rf",
          "%s%n$PATH`id`;id",
          "{\"a\":[",
          "é\uD83D\uDE00\uD800",
          "0",
          "-1",
          "4k",
          "400m",
          "max",
          "99999999999999999999g",
          "1.5",
          "tmpfs",
          "overlay",
          "proc",
          "lowerdir=/a,upperdir=/b,workdir=/c",
          "none",
          "PATH",
          "A=B",
          "10.0.0.10",
          "10.0.0.300/99",
          "memory",
          "memory.max",
          "cgroup.procs",
          "lxc.uts.name",
          "lxc.mount.entry",
          "proc proc proc nodev 0 0",
          "none ../../canary-7 tmpfs create=dir 0 0",
          "x".repeat(64),
          "x".repeat(255),
          "x".repeat(256),
          "y/".repeat(3000));

  private static final List<String> NAMES =
      List.of("web", "shop", "a.b-c_d", "x".repeat(63), "x".repeat(64), "", "..", "a/b", "w w");

  private static final List<List<String>> PROGRAMS =
      List.of(
          List.of("true"),
          List.of("false"),
          List.of("echo", "hello"),
          List.of("sleep", "0.05"),
          List.of("id"),
          List.of("ps"),
          List.of("hostname"),
          List.of("sh", "-c", "exit 3"),
          List.of("sh", "-c", "kill -9 $$"),
          List.of("nonexistent"),
          List.of(""),
          List.of("/"),
          List.of("a\0b"),
          List.of("../../bin/true"),
          List.of("true", "nul\0nul"),
          List.of("x".repeat(5000)));

  private static final List<String> DAEMON =
      List.of("sh", "-c", "setsid sleep 93000 >/dev/null 2>&1 &");

  private static final List<String> CONFS =
      List.of(
          "www { path = \"PLAIN\"; host.hostname = \"www\"; exec.start = \"/bin/true\"; }",
          "www { path = \"LINKS\"; mount.devfs; exec.start = \"/bin/true\"; }",
          "www { path = \"PLAIN/../LINKS\"; host.hostname = \"..\"; ip4.addr = 10.0.0.10; }",
          "www { path = \"PLAIN\"; mount.fstab = \"FILES/dev\"; persist; }",
          "a { persist; } b { depend = a; persist; path = \"LOOP\"; }",
          "www { path = \"PLAIN\"; ip4.addr = \"10.0.0.300\"; }",
          "www { ${a} = \"$b\"; }",
          "www { path = \"PLAIN",
          "* { persist; }",
          "{ }",
          "}",
          "/* ");

  private final RandomGenerator random;
  private final Places places;

  Texts(RandomGenerator random, Places places) {
    this.random = random;
    this.places = places;
  }

  String any(String parameter) {
    if (parameter.equals("name") && random.nextInt(10) < 7) {
      return NAMES.get(random.nextInt(NAMES.size()));
    }
    if (random.nextInt(20) == 0) {
      return random
          .ints(random.nextInt(40), 0, 0x300)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
    return ANY.get(random.nextInt(ANY.size()));
  }

  /** A program that ends by itself, or is none, and its arguments. */
  List<String> command() {
    return PROGRAMS.get(random.nextInt(PROGRAMS.size()));
  }

  /** The same, or one that leaves a daemon behind: it is to end with the cell. */
  List<String> commandOfACell() {
    return random.nextInt(12) == 0 ? DAEMON : command();
  }

  String conf() {
    String text = CONFS.get(random.nextInt(CONFS.size()));
    if (random.nextInt(4) == 0) {
      int at = random.nextInt(text.length());
      text = text.substring(0, at) + any("conf") + text.substring(at);
    }
    return text.replace("PLAIN", places.trees().get(0).toString())
        .replace("LINKS", places.trees().get(1).toString())
        .replace("LOOP", places.trees().get(2).toString())
        .replace("FILES", places.trees().get(3).toString());
  }
}
