package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No thread is born in a cell; where one could be, the cell's end says so. */
@NeedsNamespaces
class ThreadDoorTests {

  private static final int TRIES = 19;

  @TempDir private static Path directory;

  private static List<String> lines = List.of();

  private static synchronized Stream<String[]> tries() throws Exception {
    if (lines.isEmpty()) {
      lines = run(ThreadsOfACellMain.class);
    }
    return lines.stream().filter(line -> line.contains("|")).map(line -> line.split("\\|", -1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tries")
  void whatACellTriesIsDoneOnTheHostOrRefused(
      String name, String end, String where, String strays) {
    assertThat(where).as(end).isEqualTo("host");
    assertThat(strays).isEqualTo("none");
  }

  @Test
  void everyTryWasMade() throws Exception {
    assertThat(tries().count()).as(String.join("\n", lines)).isGreaterThanOrEqualTo(TRIES);
  }

  @Test
  void whatTheLearnerStartsIsRefusedWithALineThatTeaches() throws Exception {
    assertThat(tries().filter(line -> List.of("Thread", "Timer", "cached pool").contains(line[0])))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line[1]).contains("inside a cell", "Hint: do the work in"));
  }

  @Test
  void whereAThreadWasBornInACellItsEndNamesIt() throws Exception {
    CellThread cell = CellThread.start("mother");
    CountDownLatch mayEnd = new CountDownLatch(1);
    try {
      Thread child =
          cell.call(
              () -> {
                Linux.unshare(Namespace.UTS);
                Thread thread = new Thread(() -> await(mayEnd), "left-behind");
                thread.start();
                return thread;
              });
      StrayThreads strays = StrayThreads.of(cell);
      assertThatThrownBy(strays::check)
          .hasMessageContaining("cell-mother has ended", "left-behind", "Hint: end what started");
      mayEnd.countDown();
      child.join();
      while (Files.exists(Path.of("/proc/self/task/" + tidOf("left-behind")))) {
        Thread.onSpinWait();
      }
      strays.check();
    } finally {
      mayEnd.countDown();
      cell.end();
    }
  }

  @Test
  void theKernelsRefusalOfAThreadTeaches() {
    CellThread cell = CellThread.start("no-threads");
    try {
      assertThatThrownBy(
              () ->
                  cell.call(
                      () -> {
                        Linux.unshare(Namespace.PID);
                        new Thread(() -> {}).start();
                        return null;
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a new thread inside a cell");
    } finally {
      cell.end();
    }
  }

  private static String tidOf(String name) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks
          .filter(task -> commOf(task).equals(name))
          .map(task -> task.getFileName().toString())
          .findFirst()
          .orElse("none");
    }
  }

  private static String commOf(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  /** Runs a program in a JVM that has a door. */
  private static List<String> run(Class<?> main) throws Exception {
    Path output = directory.resolve("output");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-javaagent:" + agent(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(java.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return Files.readAllLines(output);
  }

  private static Path agent() throws IOException {
    Path jar = directory.resolve("agent.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", ThreadDoor.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Can-Redefine-Classes", "true");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return jar;
  }
}
