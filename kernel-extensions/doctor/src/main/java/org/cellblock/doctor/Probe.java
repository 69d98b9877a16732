package org.cellblock.doctor;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.cellblock.doctor.Finding.YesNo;
import org.cellblock.linux.HostThread;

/**
 * One thing to try on this machine. What it makes, it removes, whatever happens.
 *
 * @param name what is tried
 * @param neededFor {@link Finding#COURSE}, or the part of it that wants this
 * @param look tries it
 * @param remedy what to do when trying threw an exception or took too long
 */
record Probe(String name, String neededFor, Callable<Answer> look, Supplier<String> remedy) {

  static Probe of(String name, String neededFor, String remedy, Callable<Answer> look) {
    return new Probe(name, neededFor, look, () -> remedy);
  }

  /** Tries it on a host thread of its own; an interrupt of the caller or of time ends it. */
  Finding examine(Duration limit) throws InterruptedException {
    FutureTask<Answer> task = new FutureTask<>(look);
    HostThread.start("doctor: " + name, task);
    try {
      return finding(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException thrown) {
      return finding(Answer.no(firstLine(thrown.getCause()), remedyOf(thrown.getCause())));
    } catch (TimeoutException late) {
      return finding(Answer.no("no answer within %d s".formatted(limit.toSeconds()), remedy.get()));
    } finally {
      task.cancel(true);
    }
  }

  /** A file that can't be made says nothing of what the probe looks for. */
  private String remedyOf(Throwable thrown) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException refused
          && refused.getFile() != null
          && Path.of(refused.getFile()).startsWith(temporary)) {
        return "make room in %s, and mount it writable".formatted(temporary);
      }
    }
    return remedy.get();
  }

  private Finding finding(Answer answer) {
    YesNo verdict = answer.isYes() ? YesNo.YES : YesNo.NO;
    return new Finding(name, verdict, neededFor, answer.seen(), answer.remedy());
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank()
        ? thrown.getClass().getName()
        : message.strip().lines().findFirst().orElseThrow();
  }
}
