package org.cellblock.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made when it is first needed, each time in a Java process of its own. */
@NeedsNamespaces
class FirstUseTests {

  private static final int TO_BE_MADE_SECONDS = 60;

  @TempDir Path cache;

  /** What is made once. */
  enum Once {
    GUARDIAN(() -> Host.temporaryDirectory("first")),
    CACHE(Host::cacheDirectory),
    BUSYBOX(RootFs::busybox);

    private final Supplier<Object> use;

    Once(Supplier<Object> use) {
      this.use = use;
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoCellsDontWaitForEachOther(Once once) {
    Output java =
        Host.run(
            "timeout",
            Integer.toString(TO_BE_MADE_SECONDS),
            "env",
            "XDG_CACHE_HOME=" + cache,
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            TwoCells.class.getName(),
            once.name());
    assertThat(java.stdout()).as(java.toString()).isEqualTo("both have it\n");
  }

  /** One cell has the host's thread use it, while another uses it for itself. */
  static class TwoCells {
    public static void main(String[] arguments) throws Exception {
      Supplier<Object> use = Once.valueOf(arguments[0]).use;
      CountDownLatch gate = new CountDownLatch(1);
      Thread busy = inCell("busy", () -> HostThread.call(() -> passed(gate)));
      Thread first = inCell("first", () -> HostThread.call(use::get));
      Thread second = inCell("second", use::get);
      gate.countDown();
      for (Thread each : new Thread[] {busy, first, second}) {
        each.join();
      }
      System.out.println("both have it");
      System.exit(0);
    }

    private static boolean passed(CountDownLatch gate) {
      try {
        gate.await();
        return true;
      } catch (InterruptedException unexpected) {
        throw new IllegalStateException(unexpected);
      }
    }

    /** Returns when the cell waits for the host's thread, or has what it wanted. */
    private static Thread inCell(String name, Supplier<Object> work) throws InterruptedException {
      Cell cell = Cell.open(name);
      Thread caller = new Thread(() -> cell.call(work::get));
      caller.start();
      while (caller.isAlive() && !waitsForTheHost("cell-" + name)) {
        Thread.sleep(Duration.ofMillis(5).toMillis());
      }
      return caller;
    }

    private static boolean waitsForTheHost(String name) {
      return Thread.getAllStackTraces().entrySet().stream()
          .filter(each -> each.getKey().getName().equals(name))
          .flatMap(each -> java.util.stream.Stream.of(each.getValue()))
          .anyMatch(
              frame ->
                  frame.getClassName().equals(HostThread.class.getName())
                      && frame.getMethodName().equals("await"));
    }
  }
}
