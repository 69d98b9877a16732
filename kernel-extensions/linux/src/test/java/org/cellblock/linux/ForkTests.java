package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ForkTests {

  @Test
  void aProgramHasItsArgumentsAndItsEnvironmentAlone() {
    assertThat(written("/bin/sh", "-c", "echo $0 $1; env | grep -v ^PWD= | grep -v ^_=", "a", "b"))
        .isEqualTo("a b\nCOLOUR=green\n");
  }

  @Test
  void itHasNoneOfTheFilesThatJavaHasOpen() {
    assertThat(written("/bin/sh", "-c", "ls /proc/$$/fd; true")).isEqualTo("0\n1\n2\n");
  }

  @Test
  void itBlocksNoSignalAndIgnoresNone() {
    assertThat(written("/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"))
        .isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
  }

  @Test
  void itLeadsASessionOfItsOwn() {
    String[] fields = written("/bin/cat", "/proc/self/stat").split(" ");
    assertThat(fields[5]).as("session").isEqualTo(fields[0]);
  }

  @Test
  void descriptorsAreKeptUnderTheirNumbers() {
    try (Pipe kept = Pipe.open()) {
      String number = Integer.toString(kept.readEnd().number());
      assertThat(written(List.of(kept.readEnd()), "/bin/sh", "-c", "ls /proc/$$/fd; true").lines())
          .containsExactlyInAnyOrder("0", "1", "2", number);
    }
  }

  @Test
  void whatIsNotThereOrNoProgramIsRefused() {
    assertThatThrownBy(() -> written("/no/such/program"))
        .hasMessageStartingWith(
            "execve(path=\"/no/such/program\", argv=\"/no/such/program\"): ENOENT (2)");
    assertThatThrownBy(() -> written("/proc/self/status"))
        .hasMessageStartingWith("execve(path=\"/proc/self/status\"")
        .hasMessageContaining(": EACCES (13)");
  }

  @Test
  void itWorksWhileOtherThreadsAreBusy() throws InterruptedException {
    List<Object> garbage = new ArrayList<>();
    Thread busy =
        new Thread(
            () -> {
              while (!Thread.interrupted()) {
                garbage.add(new byte[1000]);
                if (garbage.size() > 1000) {
                  garbage.clear();
                }
              }
            });
    busy.start();
    for (int i = 0; i < 50; i++) {
      assertThat(written("/bin/sh", "-c", "echo " + i)).isEqualTo(i + "\n");
    }
    busy.interrupt();
    busy.join();
  }

  private static String written(String... argv) {
    return written(List.of(), argv);
  }

  private static String written(List<Fd> kept, String... argv) {
    try (Pipe out = Pipe.open();
        Fd nowhere = NullDevice.openForWriting()) {
      SpawnRequest request =
          new SpawnRequest(
              argv[0],
              List.of(argv),
              Map.of("COLOUR", "green"),
              NullDevice.FD,
              out.writeEnd(),
              nowhere);
      Fd.closeAllOnExec();
      int pid = Fork.spawn(request, argv[0], List.of(argv), kept);
      int[] status = new int[1];
      assertThat(Posix.CALLS.waitpid(pid, status, 0)).isEqualTo(pid);
      assertThat(ExitStatus.ofWaitStatus(status[0])).isEqualTo(new ExitStatus(0, 0));
      byte[] text = new byte[4000];
      int count = out.readEnd().read(text);
      return new String(text, 0, count, StandardCharsets.UTF_8);
    }
  }
}
