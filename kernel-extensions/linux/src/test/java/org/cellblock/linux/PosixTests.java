package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jnr.posix.POSIX;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class PosixTests {

  private static final int ECHILD = 10;
  private static final int EBADF = 9;
  private static final int NO_PROCESS = 0x3fff_ffff;
  private static final int LOCK_EX_NB = 2 | 4;

  /** Those of the table in package-info that jnr-posix has too. */
  private static final Set<String> LEFT_TO_JNR_FFI =
      Set.of(
          "access",
          "chdir",
          "close",
          "fcntl",
          "gethostname",
          "mkdir",
          "open",
          "pread",
          "read",
          "rmdir",
          "sysconf",
          "utimensat");

  @TempDir Path directory;

  @Test
  void eachRefusalIsMinusOneWithItsErrno() {
    String nowhere = directory + "/nowhere/none";
    POSIX posix = Posix.CALLS;
    Libc libc = Native.LIBC;
    assertThat(errno(() -> libc.access(nowhere, 0))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> libc.chdir(nowhere))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> posix.fchmod(-1, 0))).isEqualTo(EBADF);
    assertThat(errno(() -> posix.flock(-1, LOCK_EX_NB))).isEqualTo(EBADF);
    assertThat(errno(() -> posix.kill(NO_PROCESS, 0))).isEqualTo(Errno.ESRCH);
    assertThat(errno(() -> libc.mkdir(nowhere, 0755))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> libc.mkdir(directory.toString(), 0755))).isEqualTo(Errno.EEXIST);
    assertThat(errno(() -> libc.rmdir(nowhere))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> posix.waitpid(NO_PROCESS, new int[1], 0))).isEqualTo(ECHILD);
    assertThat(errno(() -> posix.write(-1, new byte[1], 1))).isEqualTo(EBADF);
  }

  @Test
  void resultsAreTheKernels() throws Exception {
    String made = directory + "/täglich";
    assertThat(Native.LIBC.mkdir(made, 0700)).isZero();
    assertThat(Files.getAttribute(Path.of(made), "unix:mode")).isEqualTo(040700);
    assertThat(Native.LIBC.access(made, 7)).isZero();
    try (Fd fd = Fd.openDirectory(made);
        Pipe pipe = Pipe.open()) {
      assertThat(Posix.CALLS.fchmod(fd.number(), 02755)).isZero();
      assertThat(Files.getAttribute(Path.of(made), "unix:mode")).isEqualTo(042755);
      assertThat(Posix.CALLS.flock(fd.number(), LOCK_EX_NB)).isZero();
      byte[] text = {'a', 0, 'b', 'c'};
      assertThat(Posix.CALLS.write(pipe.writeEnd().number(), text, 3)).isEqualTo(3);
      byte[] read = new byte[4];
      assertThat(pipe.readEnd().read(read)).isEqualTo(3);
      assertThat(read).startsWith('a', 0, 'b');
    }
    assertThat(Native.LIBC.rmdir(made)).isZero();
    assertThat(Path.of(made)).doesNotExist();
  }

  @Test
  void anErrnoIsItsOwnThreads() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    int[] seen = new int[1];
    Thread thread =
        new Thread(
            () -> {
              Posix.CALLS.waitpid(NO_PROCESS, new int[1], 0);
              refused.countDown();
              await(other);
              seen[0] = Native.errno();
            });
    thread.start();
    await(refused);
    assertThat(errno(() -> Native.LIBC.rmdir(directory + "/none"))).isEqualTo(Errno.ENOENT);
    other.countDown();
    thread.join();
    assertThat(seen[0]).isEqualTo(ECHILD);
  }

  @Test
  void whatIsNotBoundCannotBeCalledUnawares() {
    assertThatThrownBy(() -> Posix.CALLS.getppid()).isInstanceOf(LinkageError.class);
  }

  @Test
  void whatJnrPosixHasGoesThroughItUnlessTheTableSaysWhyNot() {
    Set<String> both = names(POSIX.class);
    both.retainAll(names(Libc.class));
    assertThat(both).isEqualTo(LEFT_TO_JNR_FFI);
  }

  private static Set<String> names(Class<?> type) {
    return Stream.of(type.getMethods())
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int errno(LongSupplier call) {
    assertThat(call.getAsLong()).isEqualTo(-1);
    return Native.errno();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }
}
