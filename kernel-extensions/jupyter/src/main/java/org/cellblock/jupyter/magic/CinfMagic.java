package org.cellblock.jupyter.magic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.cellblock.jupyter.cinf.CinfText;
import org.cellblock.jupyter.cinf.CinfWords;
import org.cellblock.procfs.cinf.Cinf;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/** {@code %cinf}: which namespaces and cgroups processes are in. */
public final class CinfMagic implements LineMagic<Object, BaseKernel> {
  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final String FORM =
      "expected nothing, --namespace ID, --pid PID, --cgroup PID:HIERARCHY, or"
          + " --mon PID[:FILE,FILE] [--duration SECONDS]";

  @Override
  public Object eval(BaseKernel kernel, List<String> words) {
    if (words.isEmpty()) {
      return Cinf.namespaces();
    }
    String option = words.get(0);
    boolean hasDuration = words.size() == 4 && words.get(2).equals("--duration");
    if (option.equals("--mon") && (words.size() == 2 || hasDuration)) {
      Duration duration = hasDuration ? CinfWords.seconds(words.get(3)) : USUAL;
      return monitor(kernel, CinfWords.monitored(words.get(1)), duration);
    }
    if (words.size() != 2) {
      throw wrong(words);
    }
    String word = words.get(1);
    return switch (option) {
      case "--namespace" -> Cinf.namespace(CinfWords.number(option, word));
      case "--pid" -> Cinf.process(CinfWords.number(option, word));
      case "--cgroup" -> cgroup(CinfWords.cgroup(word));
      default -> throw wrong(words);
    };
  }

  private static IllegalArgumentException wrong(List<String> words) {
    return new IllegalArgumentException("%%cinf %s: %s".formatted(words, FORM));
  }

  private static Object cgroup(CinfWords.Target target) {
    return Cinf.cgroup(target.pid(), target.names().get(0));
  }

  private static Object monitor(BaseKernel kernel, CinfWords.Target target, Duration duration) {
    return target.names().isEmpty()
        ? Cinf.monitor(duration, target.pid())
        : refresh(kernel, target, duration);
  }

  /** Shows control files in one display, refreshed each second, as {@code cinf} does. */
  private static Object refresh(BaseKernel kernel, CinfWords.Target target, Duration duration) {
    DisplayData data = new DisplayData(CinfText.monitored(target));
    String id = UUID.randomUUID().toString();
    data.setDisplayId(id);
    kernel.getIO().display.display(data);
    long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(duration);
    while (sleep(Math.min(end - System.nanoTime(), TimeUnit.SECONDS.toNanos(1)))) {
      Optional<String> now = CinfText.monitoredStill(target);
      if (now.isEmpty()) {
        return "process ended";
      }
      kernel.getIO().display.updateDisplay(id, new DisplayData(now.get()));
    }
    return null;
  }

  private static boolean sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return nanos > 0;
    } catch (InterruptedException wanted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
