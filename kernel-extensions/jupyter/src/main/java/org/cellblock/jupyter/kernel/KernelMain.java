package org.cellblock.jupyter.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Serves one front end, from its connection file to its shutdown request. */
public final class KernelMain {
  private KernelMain() {}

  /**
   * Runs a kernel and returns when it has been shut down.
   *
   * @param connectionFile the file that the Jupyter server wrote
   * @throws IOException if the file can't be read
   * @throws GeneralSecurityException if its signature scheme is unknown
   */
  public static void serve(Path connectionFile) throws IOException, GeneralSecurityException {
    serve(Files.readString(connectionFile));
  }

  /** Runs a kernel with what a connection file says. */
  static void serve(String json) throws IOException, GeneralSecurityException {
    CellblockKernel kernel = CellblockKernel.create();
    Warmup.start(kernel);
    ParentWatch.start();
    Exhausted.watch();
    Ending.limit();
    Connection connection = new Connection(KernelConnectionProperties.parse(json));
    kernel.open(connection);
    Warmup.startTable();
    connection.waitUntilClose();
  }
}
