package org.cellblock.jupyter.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.cellblock.jupyter.engine.Ending;
import org.cellblock.jupyter.engine.LateEngine;
import org.cellblock.jupyter.wire.CellblockKernel;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
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
    LateEngine engine = new LateEngine();
    Warmup.start(engine);
    CellblockKernel kernel = CellblockKernel.create(engine);
    ParentWatch.start();
    Exhausted.watch();
    Ending.limit();
    JupyterConnection connection = kernel.open(KernelConnectionProperties.parse(json));
    Warmup.startFirstCell();
    connection.waitUntilClose();
  }
}
