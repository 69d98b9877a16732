package org.cellblock.procfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A program that a test has started; closing ends it. */
final class Started implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 10_000;

  private final Process process;

  private Started(Process process) {
    this.process = process;
  }

  static Started of(ProcessBuilder builder) throws IOException {
    return new Started(builder.start());
  }

  long pid() {
    return process.pid();
  }

  /** Writes to the program's standard input. */
  void say(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits until the program runs that was asked for: before, it is a copy of Java's. */
  void awaitName(String name) throws InterruptedException {
    await(
        () ->
            Optional.of(ProcFile.readIfThere(pid(), "status"))
                .flatMap(Status::parse)
                .filter(status -> status.value("Name").equals(name)));
  }

  /** Waits until a child of the program has ended. */
  long awaitZombie() throws InterruptedException {
    return await(
            () ->
                ProcessInfo.readAll().stream()
                    .filter(each -> each.ppid() == pid() && each.state().equals("Z"))
                    .filter(each -> commandOf(pid()).contains("sleep"))
                    .findFirst())
        .pid();
  }

  private static String commandOf(long pid) {
    return ProcFile.readIfThere(pid, "cmdline");
  }

  private static <T> T await(Supplier<Optional<T>> question) throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (System.currentTimeMillis() < deadline) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      Thread.sleep(10);
    }
    throw new AssertionError("waited for %d ms".formatted(PATIENCE_MILLIS));
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
