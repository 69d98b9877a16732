package org.cellblock.jupyter.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.cellblock.jupyter.cinf.CinfRun;
import org.cellblock.jupyter.cinf.CinfScreen;
import org.cellblock.jupyter.cinf.CinfText;
import org.cellblock.jupyter.cinf.CinfWords;
import org.cellblock.jupyter.cinf.UntilSignal;
import org.cellblock.linux.SyscallException;
import org.cellblock.procfs.cinf.Cinf;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** {@code cellblock cinf}: which namespaces and cgroups processes are in. */
@Command(name = "cinf", mixinStandardHelpOptions = true)
final class CinfCommand implements Callable<Integer> {
  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  @Spec private CommandSpec spec;

  @ArgGroup private Mode mode = new Mode();

  @Option(names = "--duration", paramLabel = "SECONDS")
  private String duration;

  @Option(names = "-n", paramLabel = "COUNT")
  private int rounds = Integer.MAX_VALUE;

  /** One of these at most. */
  private static final class Mode {
    @Option(names = "--namespace", paramLabel = "ID")
    private String namespace;

    @Option(names = "--pid", paramLabel = "PID")
    private String pid;

    @Option(names = "--cgroup", paramLabel = "PID:HIERARCHY")
    private String cgroup;

    @Option(names = "--mon", paramLabel = "PID[:FILE,FILE]")
    private String mon;

    @Option(names = "--log", paramLabel = "RAW:MS|HTTP:PORT")
    private String log;
  }

  @Override
  public Integer call() throws Exception {
    CinfScreen screen = CinfScreen.of(spec.commandLine().getOut(), System.getenv("COLUMNS"));
    try {
      if (mode.mon == null && mode.log == null) {
        show(screen, table());
      } else {
        UntilSignal.call(() -> run(screen));
      }
      return 0;
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    } catch (SyscallException refused) {
      spec.commandLine().getErr().println(refused.getMessage());
      return 1;
    }
  }

  private Table table() {
    if (mode.namespace != null) {
      return Cinf.namespace(CinfWords.number("--namespace", mode.namespace));
    }
    if (mode.pid != null) {
      return Cinf.process(CinfWords.number("--pid", mode.pid));
    }
    if (mode.cgroup != null) {
      CinfWords.Target target = CinfWords.cgroup(mode.cgroup);
      return Cinf.cgroup(target.pid(), target.names().get(0));
    }
    return Cinf.namespaces();
  }

  private void show(CinfScreen screen, Table table) {
    screen.print(CinfText.of(table));
    String remark = CinfText.remark(table);
    if (!remark.isEmpty()) {
      spec.commandLine().getErr().println(remark); // beside the table, which others may parse
    }
  }

  private Void run(CinfScreen screen) throws Exception {
    CinfRun run = new CinfRun(screen, duration(), rounds());
    if (mode.mon != null) {
      run.monitor(CinfWords.monitored(mode.mon));
    } else {
      CinfWords.Log log = CinfWords.log(mode.log);
      if (log.isHttp()) {
        run.serve(log.number());
      } else {
        run.log(log.number());
      }
    }
    return null;
  }

  private Duration duration() {
    return duration == null ? FOR_EVER : CinfWords.seconds(duration);
  }

  private int rounds() {
    if (rounds < 1) {
      throw new IllegalArgumentException("-n [%d]: expected 1 or more".formatted(rounds));
    }
    return rounds;
  }
}
