package org.cellblock.containers.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.host.Program;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.HostThread;

/** A program that wants all of one CPU, always the same one. */
final class Burner {

  private static final String SCRIPT = "while :; do :; done";

  private Burner() {}

  static Program start(Cgroup cgroup) {
    String busybox = busybox();
    return cgroup.start(
        busybox, "taskset", "-c", Integer.toString(cpu()), busybox, "sh", "-c", SCRIPT);
  }

  static String busybox() {
    return HostThread.call(
        () -> RootFs.busybox().directories().get(0).resolve("bin").resolve("busybox").toString());
  }

  /** Returns the last CPU that this process may use. */
  static int cpu() {
    String key = "Cpus_allowed_list:";
    try {
      String list =
          HostThread.call(() -> Files.readAllLines(Path.of("/proc/self/status"))).stream()
              .filter(line -> line.startsWith(key))
              .findFirst()
              .orElseThrow();
      String[] numbers = list.substring(key.length()).strip().split("[,-]");
      return Integer.parseInt(numbers[numbers.length - 1]);
    } catch (IOException noProc) {
      throw new UncheckedIOException(noProc);
    }
  }
}
