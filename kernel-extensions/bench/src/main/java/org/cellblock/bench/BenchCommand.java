package org.cellblock.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry of the benchmarks that run in a JVM. */
@Command(
    name = "bench",
    description = "Measure cells and scans of /proc beside other tools.",
    mixinStandardHelpOptions = true,
    subcommands = {LaunchCommand.class, ScanCommand.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  BenchCommand() {}

  /**
   * Runs the words.
   *
   * @param args the words
   */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.setParameterExceptionHandler(BenchCommand::explain);
    System.exit(line.execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? see cellblock bench -h");
  }

  private static int explain(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + e.getMessage());
    return CommandLine.ExitCode.USAGE;
  }
}
