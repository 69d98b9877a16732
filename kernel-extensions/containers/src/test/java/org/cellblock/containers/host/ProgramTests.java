package org.cellblock.containers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cellblock.linux.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgramTests {

  @AfterEach
  void hearNoMore() {
    ProgramListener.set((program, stream, text) -> {});
  }

  @Test
  void bothStreamsAndTheStatusAreKept() {
    Output output = Host.run("sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(output.stdout()).isEqualTo("out\n");
    assertThat(output.stderr()).isEqualTo("err\n");
    assertThat(output.exitStatus()).isEqualTo(3);
    assertThat(output).hasToString("out\nerr\n[exit status 3]");
  }

  @Test
  void argumentsReachTheProgramAsTheyStand() {
    assertThat(Host.run("printf", "%s|", "a b", "$HOME", "*", "").stdout())
        .isEqualTo("a b|$HOME|*||");
  }

  @Test
  void longOutputIsHeardWhileItComes() {
    StringBuilder heard = new StringBuilder();
    ProgramListener.set((program, stream, text) -> heard.append(text));
    Output output =
        Host.run("sh", "-c", "i=0; while [ $i -lt 2000 ]; do echo $i; i=$((i+1)); done");
    assertThat(heard).hasToString(output.stdout());
    assertThat(output.stdout()).endsWith("1999\n");
  }

  @Test
  void outputBeyondTheLimitIsCountedAndDropped() {
    int more = 1000;
    Output output = Host.run("head", "-c", Integer.toString(TextSink.LIMIT + more), "/dev/zero");
    assertThat(output.stdout())
        .hasSizeLessThan(TextSink.LIMIT + 100)
        .endsWith("\n[1000 more characters were written and not kept]\n");
  }

  @Test
  void anInterruptKillsWhatWasStarted() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                Host.run("sh", "-c", "sleep 1000 & sleep 1000");
              } catch (CancellationException cancelled) {
                thrown.complete(cancelled);
              }
            });
    caller.start();
    while (children() == 0) {
      Thread.sleep(5);
    }
    caller.interrupt();
    assertThat(thrown.get(60, TimeUnit.SECONDS))
        .hasMessageStartingWith("interrupted: killed sh -c");
    caller.join();
    assertThat(children()).isZero();
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Host.run("no-such-program"))
        .hasMessageStartingWith("posix_spawn(path=\"no-such-program\"")
        .hasMessageContaining("ENOENT");
  }

  @Test
  void aStartedProgramRunsOnUntilItIsKilled() {
    Program sleep = Host.start("sh", "-c", "echo ready; exec sleep 1000");
    assertThat(sleep.isRunning()).isTrue();
    sleep.kill(Signal.SIGTERM);
    Output output = sleep.waitFor();
    assertThat(output.status()).hasToString("killed by SIGTERM");
    assertThat(sleep.isRunning()).isFalse();
    assertThat(sleep.toString()).contains("killed by SIGTERM");
  }

  @Test
  void anEndedProgramKeepsItsTextAndNoBuffers() {
    List<Program> kept = new ArrayList<>();
    long before = usedMegabytes();
    for (int i = 0; i < 120; i++) {
      Program program = Host.start("echo", "kept");
      program.waitFor();
      kept.add(program);
    }
    assertThat(usedMegabytes() - before).isLessThan(12);
    assertThat(kept).allSatisfy(each -> assertThat(each.stdout()).isEqualTo("kept\n"));
  }

  private static long usedMegabytes() {
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
  }

  @Test
  void aChildThatKeepsTheOutputOpenDoesNotHoldUpItsParent() {
    Output output = Host.run("sh", "-c", "sleep 3 & echo done");
    assertThat(output.stdout()).isEqualTo("done\n");
  }

  private static long children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("sleep 1000"))
        .count();
  }

  /** It waited for the program's own end, deaf to interrupts. */
  @Test
  void aListenerThatFailsEndsTheWaitAndTheProgram() {
    ProgramListener.set(
        (program, stream, text) -> {
          throw new IllegalStateException("the listener's fault");
        });
    assertThatThrownBy(() -> Host.run("sh", "-c", "echo begun; exec sleep 1000"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the listener's fault");
  }

  @Test
  void aProgramThatTakesTooLongIsKilled() {
    Program sleep = Host.start("sh", "-c", "echo still busy >&2; exec sleep 1000");
    while (sleep.stderr().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> sleep.waitFor(Duration.ofMillis(50)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("waited 50 ms for [sh -c echo still busy")
        .hasMessageContaining("to end; it was killed\nstill busy");
    assertThat(sleep.isRunning()).isFalse();
  }

  @Test
  void oneThatEndsInTimeTellsWhatItWrote() {
    assertThat(Host.start("echo", "here").waitFor(Duration.ofMinutes(1)).stdout())
        .isEqualTo("here\n");
  }
}
