package org.cellblock.linux;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * Starts a program as fork(2) and execve(2) do, for a thread whose children go into another time
 * namespace than its own: older kernels refuse it posix_spawn(3), which lends the child this
 * process's memory (CLONE_VM) until it has become a program. Linux 6.2 lets it; distributions carry
 * such changes to older kernels, so the kernel is asked, once, and not its version.
 *
 * <p>The child has a copy of the memory and of all threads one, so that it can't run Java. It runs
 * some machine code, {@code fork.c}, on a stack of its own.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/clone.2.html">clone(2)</a>
 */
final class Fork {

  private static final int SIGCHLD = 17;
  private static final int STACK = 4096;
  private static final int ALIGNMENT = 16;
  private static final int END_OF_DESCRIPTORS = -1;

  /** Five addresses or numbers. */
  private static final int ORDER = 5 * Long.BYTES;

  private static final Pointer CODE =
      MemoryFile.of("cellblock-fork", MachineProgram.code("fork")).mapExecutable();

  /** This kernel's answer, known from the first program on that a thread with a clock starts. */
  private static volatile boolean needed;

  private Fork() {}

  /** Says whether the calling thread can't have its programs by posix_spawn(3) everywhere. */
  static boolean mayBeNeeded() {
    return Thread.currentThread() instanceof CellThread cell && cell.own().contains(Namespace.TIME);
  }

  /** Starts a program by posix_spawn(3), or by a fork where the kernel refuses that with EINVAL. */
  static int whereNeeded(IntSupplier spawn, IntSupplier fork) {
    if (!needed) {
      try {
        return spawn.getAsInt();
      } catch (SyscallException refused) {
        if (refused.errno() != Errno.EINVAL) {
          throw refused;
        }
      }
    }
    int pid = fork.getAsInt();
    needed = true;
    return pid;
  }

  /** Loads what a pivoted thread could not. */
  static long load() {
    return CODE.address();
  }

  /** Starts the program at a path and returns its pid. */
  static int spawn(SpawnRequest request, String path, List<String> argv, List<Fd> kept) {
    Arguments arguments = Arguments.of("path", path, "argv", String.join(" ", argv));
    Pipe report = Pipe.open();
    try (Fd answer = report.readEnd()) {
      int pid =
          fork(order(request, path, argv, kept, report.writeEnd()), arguments, report.writeEnd());
      check(pid, answer, arguments, Deadline.OWN);
      return pid;
    }
  }

  /** Ends what hasn't become the program, and throws why. */
  static void check(int pid, Fd answer, Arguments arguments, Duration patience) {
    try {
      Poll.until(
          answer,
          Deadline.in(
              patience,
              "process %d to become execve(%s)".formatted(pid, arguments),
              "is it stopped, or on a file system that doesn't answer? its wchan in /proc tells"));
    } catch (IllegalStateException late) {
      Child.endUnheld(pid, late);
      throw late;
    }
    byte[] errno = new byte[Integer.BYTES];
    if (answer.read(errno) > 0) {
      SyscallException refused = SyscallException.of("execve", arguments, -errno[0]);
      Child.endUnheld(pid, refused);
      throw refused;
    }
  }

  private static int fork(Order order, Arguments arguments, Fd report) {
    Pointer stack = Memory.allocateDirect(Native.RUNTIME, STACK + ALIGNMENT);
    long aligned = (stack.address() + STACK) / ALIGNMENT * ALIGNMENT;
    Pointer top = Pointer.wrap(Native.RUNTIME, aligned);
    try (report) {
      return (int)
          Syscall.run(
              "clone", arguments, () -> Native.LIBC.clone(CODE, top, SIGCHLD, order.block()));
    } finally {
      Reference.reachabilityFence(stack);
      Reference.reachabilityFence(order);
    }
  }

  /** What the code is called with, and the parts that this block points at. */
  private record Order(Pointer block, List<Pointer> parts) {}

  private static Order order(
      SpawnRequest request, String path, List<String> argv, List<Fd> kept, Fd report) {
    Pointer paths = SpawnMemory.strings(List.of(path));
    Pointer words = SpawnMemory.strings(argv);
    Pointer environment = SpawnMemory.strings(request.variables());
    Pointer descriptors = descriptors(request, kept);
    Pointer block = Memory.allocateDirect(Native.RUNTIME, ORDER);
    block.putAddress(0, descriptors.address());
    block.putAddress(8, paths.getAddress(0));
    block.putAddress(16, words.address());
    block.putAddress(24, environment.address());
    block.putLong(32, report.number());
    return new Order(block, List.of(paths, words, environment, descriptors));
  }

  private static Pointer descriptors(SpawnRequest request, List<Fd> kept) {
    List<Integer> pairs = new ArrayList<>();
    pairs.addAll(List.of(request.stdin().number(), 0));
    pairs.addAll(List.of(request.stdout().number(), 1));
    pairs.addAll(List.of(request.stderr().number(), 2));
    kept.forEach(each -> pairs.addAll(List.of(each.number(), each.number())));
    pairs.add(END_OF_DESCRIPTORS);
    Pointer array = Memory.allocateDirect(Native.RUNTIME, (pairs.size() + 1) * Integer.BYTES);
    for (int i = 0; i < pairs.size(); i++) {
      array.putInt((long) i * Integer.BYTES, pairs.get(i));
    }
    return array;
  }
}
