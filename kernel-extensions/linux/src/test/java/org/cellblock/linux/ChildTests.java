package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ChildTests {

  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  @Test
  void aProgramWritesToItsPipeAndTellsItsStatus() {
    try (Pipe out = Pipe.open()) {
      Child child = spawn(out.writeEnd(), "sh", "-c", "echo hello; exit 3");
      byte[] text = new byte[100];
      int count = out.readEnd().read(text);
      assertThat(new String(text, 0, count, StandardCharsets.UTF_8)).isEqualTo("hello\n");
      assertThat(child.waitFor()).isEqualTo(new ExitStatus(3, 0));
    }
  }

  @Test
  void aKilledProgramTellsTheSignal() {
    Child child = spawn(NullDevice.openForWriting(), "sleep", "1000");
    child.kill(Signal.SIGKILL);
    assertThat(child.waitFor()).hasToString("killed by SIGKILL").isEqualTo(new ExitStatus(137, 9));
  }

  @Test
  void askedTwiceTheStatusIsTheSame() {
    Child child = spawn(NullDevice.openForWriting(), "true");
    ExitStatus first = child.waitFor();
    child.close();
    assertThat(child.waitFor()).isEqualTo(first);
    assertThat(child.poll()).contains(first);
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> spawn(NullDevice.openForWriting(), "no-such-program"))
        .hasMessageStartingWith("posix_spawn(path=\"no-such-program\"")
        .hasMessageContaining("ENOENT (2) No such file or directory\nHint: no such program");
  }

  @Test
  void aProgramHasNoneOfTheFilesThatJavaHasOpen() throws Exception {
    try (RandomAccessFile open = new RandomAccessFile("/proc/self/status", "r");
        Pipe out = Pipe.open()) {
      Child child = spawn(out.writeEnd(), "sh", "-c", "ls /proc/$$/fd; true");
      assertThat(child.waitFor()).isEqualTo(new ExitStatus(0, 0));
      byte[] text = new byte[1000];
      int count = out.readEnd().read(text);
      assertThat(new String(text, 0, count, StandardCharsets.UTF_8)).isEqualTo("0\n1\n2\n");
      assertThat(open.getFD().valid()).isTrue();
    }
  }

  @Test
  void itHasNoneThatAnotherThreadOpensMeanwhile() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Thread opening = new Thread(() -> openAgainAndAgain(isOver));
    opening.start();
    try {
      for (Rlimit limit : new Rlimit[] {null, new Rlimit(Resource.RLIMIT_CORE, 0, 0)}) {
        for (int i = 0; i < 100; i++) {
          assertThat(filesOfAChild(limit)).isEqualTo("0\n1\n2\n");
        }
      }
    } finally {
      isOver.set(true);
      opening.join();
    }
  }

  private static void openAgainAndAgain(AtomicBoolean isOver) {
    while (!isOver.get()) {
      try (RandomAccessFile first = new RandomAccessFile("/proc/self/status", "r");
          RandomAccessFile second = new RandomAccessFile("/proc/self/status", "r")) {
        assertThat(first).isNotEqualTo(second);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  private static String filesOfAChild(Rlimit limit) {
    List<String> argv = List.of("sh", "-c", "ls /proc/$$/fd; true");
    List<Rlimit> limits = limit == null ? List.of() : List.of(limit);
    try (Pipe out = Pipe.open()) {
      Child child =
          Child.spawn(
              new SpawnRequest(
                  "sh",
                  argv,
                  PATH,
                  NullDevice.FD,
                  out.writeEnd(),
                  NullDevice.FD,
                  List.of(),
                  limits,
                  null));
      child.waitFor();
      child.close();
      return read(out);
    }
  }

  @Test
  void itLeadsASessionOfItsOwn() {
    Child child = spawn(NullDevice.openForWriting(), "sleep", "1000");
    String stat = DirectoryFd.open("/proc").read(child.pid() + "/stat").orElseThrow();
    String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    assertThat(session).isEqualTo(Long.toString(child.pid()));
    child.kill(Signal.SIGKILL);
    child.waitFor();
  }

  @Test
  void onceWaitedForItsNumberIsNobodysToKill() {
    try (Pipe out = Pipe.open()) {
      Child leader = spawn(out.writeEnd(), "sh", "-c", "sleep 1000 & echo $!");
      out.writeEnd().close();
      long member = Long.parseLong(read(out).strip());
      leader.waitFor();
      leader.kill(Signal.SIGKILL);
      assertThat(Poll.readable(List.of(out.readEnd()), 300)).as("ended").isEmpty();
      ProcessHandle.of(member).orElseThrow().destroyForcibly();
      assertThat(out.readEnd().read(new byte[1])).as("bytes before its end").isNotPositive();
    }
  }

  @Test
  void oneThatCannotBeWatchedIsEnded() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NoDescriptorIsLeft.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(java.inputReader().lines()).containsExactly("pidfd_open: EMFILE", "children: none");
  }

  /** Starts a program when there is room for it, but for no pidfd. */
  static class NoDescriptorIsLeft {
    public static void main(String[] arguments) {
      spawn(NullDevice.openForWriting(), "true").waitFor();
      Fd out = NullDevice.openForWriting();
      new Rlimit(Resource.RLIMIT_NOFILE, 100, 200).setOn(ProcessHandle.current().pid());
      List<Fd> taken = new ArrayList<>();
      try {
        while (taken.size() < 200) {
          taken.add(NullDevice.openForWriting());
        }
      } catch (SyscallException full) {
        try {
          Child.spawn(
              new SpawnRequest("sleep", List.of("sleep", "1000"), PATH, NullDevice.FD, out, out));
        } catch (SyscallException refused) {
          System.out.println(refused.call() + ": " + refused.errnoName());
        }
      }
      taken.forEach(Fd::close);
      long children = ProcessHandle.current().children().count();
      System.out.println("children: " + (children == 0 ? "none" : children));
    }
  }

  private static String read(Pipe pipe) {
    byte[] text = new byte[1000];
    return new String(text, 0, pipe.readEnd().read(text), StandardCharsets.UTF_8);
  }

  private static Child spawn(Fd stdout, String... argv) {
    return Child.spawn(
        new SpawnRequest(argv[0], List.of(argv), PATH, NullDevice.FD, stdout, stdout));
  }
}
