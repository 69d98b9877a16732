package org.cellblock.jupyter.magic;

import java.util.List;
import org.cellblock.containers.Cells;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;

/** {@code %%sh}: the lines below are a shell script, for the host or, with a name, for a cell. */
public final class ShellMagic implements CellMagic<Object, BaseKernel> {
  @Override
  public Object eval(BaseKernel kernel, List<String> args, String body) {
    if (args.size() > 1) {
      throw new IllegalArgumentException("%%sh " + args + ": expected no name, or one of a cell");
    }
    Output output = LivePrograms.plainly(() -> run(args, body));
    if (!output.succeeded()) {
      throw new ScriptFailure(output);
    }
    return null; // its text has been shown while it ran
  }

  private static Output run(List<String> args, String body) {
    return args.isEmpty()
        ? Host.run("sh", "-c", body)
        : Cells.named(args.get(0)).run("sh", "-c", body);
  }
}
