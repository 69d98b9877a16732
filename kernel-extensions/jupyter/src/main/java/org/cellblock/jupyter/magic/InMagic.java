package org.cellblock.jupyter.magic;

import java.util.List;
import org.cellblock.containers.Cell;
import org.cellblock.containers.Cells;
import org.cellblock.jupyter.engine.Stage;
import org.cellblock.jupyter.wire.CellblockKernel;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;

/** {@code %%in NAME}: the Java below runs on that cell's thread, inside the container. */
public final class InMagic implements CellMagic<Object, BaseKernel> {
  @Override
  public Object eval(BaseKernel kernel, List<String> args, String body) {
    if (args.size() != 1) {
      throw new IllegalArgumentException("%%in " + args + ": expected one name of an open cell");
    }
    if (!(kernel instanceof CellblockKernel ours)) {
      throw new IllegalArgumentException(
          "%%in needs the Cellblock kernel; in plain JJava use cell.call(() -> ...)");
    }
    return ours.evalOn(on(Cells.named(args.get(0))), body);
  }

  private static Stage on(Cell cell) {
    return work -> cell.call(work::run);
  }
}
