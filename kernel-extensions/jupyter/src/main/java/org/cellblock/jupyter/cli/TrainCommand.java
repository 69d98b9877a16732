package org.cellblock.jupyter.cli;

import java.util.concurrent.Callable;
import org.cellblock.jupyter.start.Training;
import picocli.CommandLine.Command;

/** {@code cellblock train}: does what a first session does, for the class-data archive. */
@Command(name = "train", mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    Training.run();
    return 0;
  }
}
