package org.cellblock.jupyter.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line's Java parts. */
@Command(
    name = "cellblock",
    description = "One Java thread becomes a container, one system call at a time.",
    mixinStandardHelpOptions = true,
    version = "cellblock 0.1.0",
    subcommands = {
      CinfCommand.class,
      ClaimsCommand.class,
      DoctorCommand.class,
      KernelCommand.class,
      LabCommand.class,
      TrainCommand.class
    })
public final class CellblockCommand implements Runnable {
  @Spec private CommandSpec spec;

  CellblockCommand() {}

  /**
   * Runs the words.
   *
   * @param args the words
   * @return the exit status: 0, 1 when the work failed, 2 when the words are not understood
   */
  public static int run(String... args) {
    CommandLine line = new CommandLine(new CellblockCommand());
    line.setParameterExceptionHandler(CellblockCommand::explain);
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? see cellblock -h");
  }

  static int explain(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + e.getMessage());
    return CommandLine.ExitCode.USAGE;
  }
}
