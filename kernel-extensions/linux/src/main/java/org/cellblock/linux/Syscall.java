package org.cellblock.linux;

import java.util.function.LongSupplier;

/** One system call: guarded, timed, traced, and its -1 turned into an exception. */
final class Syscall {

  private Syscall() {}

  /** Makes a call that says by -1 and errno that it was refused. */
  static long run(String call, Arguments arguments, LongSupplier body) {
    long start = System.nanoTime();
    long result = body.getAsLong();
    int errno = result == -1 ? Native.errno() : 0;
    return finish(call, arguments, result, errno, start);
  }

  /** Makes a call that returns its errno. */
  static void runReturningErrno(String call, Arguments arguments, LongSupplier body) {
    long start = System.nanoTime();
    finish(call, arguments, 0, (int) body.getAsLong(), start);
  }

  /** Checks the result of a call that needs no trace. */
  static long check(String call, Arguments arguments, long result) {
    if (result == -1) {
      throw SyscallException.of(call, arguments, Native.errno());
    }
    return result;
  }

  private static long finish(String call, Arguments arguments, long result, int errno, long start) {
    if (Thread.currentThread() instanceof CellThread cell) {
      long micros = (System.nanoTime() - start) / 1_000;
      cell.record(() -> traced(call, arguments, result, errno, micros));
    }
    if (errno != 0) {
      throw SyscallException.of(call, arguments, errno);
    }
    return result;
  }

  private static TracedCall traced(
      String call, Arguments arguments, long result, int errno, long micros) {
    String answer = errno == 0 ? Long.toString(result) : Errno.of(errno).name();
    return new TracedCall("thread", call, arguments.toString(), answer, micros);
  }
}
