package org.cellblock.jupyter.cli;

import org.cellblock.jupyter.version.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line's Java parts. */
@Command(
    name = "cellblock",
    mixinStandardHelpOptions = true,
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
    return line().execute(args);
  }

  static CommandLine line() {
    CommandLine line = new CommandLine(new CellblockCommand());
    line.setParameterExceptionHandler(CellblockCommand::explain);
    line.getCommandSpec().version("cellblock " + Version.text());
    CommandLine cinf = line.getSubcommands().get("cinf");
    cinf.getCommandSpec().version("cinf of cellblock " + Version.text());
    HelpTexts.showIn(line);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? see cellblock -h");
  }

  static int explain(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    String message = e.getMessage().replaceFirst("^Error: ", "");
    line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + message);
    return CommandLine.ExitCode.USAGE;
  }
}
