package org.cellblock.jupyter.magic;

import java.util.List;
import java.util.function.Supplier;
import org.cellblock.jupyter.engine.Stage;
import org.cellblock.jupyter.lab.LabView;
import org.cellblock.jupyter.lab.NotebookLab;
import org.cellblock.jupyter.wire.CellblockKernel;
import org.cellblock.labs.Lab;
import org.cellblock.labs.Labs;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/**
 * {@code %lab NN}, {@code %check}, {@code %hint}, {@code %solution}, {@code %reset} and {@code
 * %progress}: the labs in a notebook.
 */
public final class LabMagics {
  private final NotebookLab lab = new NotebookLab();

  private LabMagics() {}

  /**
   * Registers all of them, for one notebook.
   *
   * @param magics the notebook's magics
   */
  public static void register(MagicsRegistry magics) {
    LabMagics one = new LabMagics();
    LineMagic<Object, BaseKernel> choose = one::choose;
    LineMagic<Object, BaseKernel> check = one::check;
    LineMagic<Object, BaseKernel> reset = one::reset;
    magics.registerLineMagic("lab", choose);
    magics.registerLineMagic("check", check);
    magics.registerLineMagic("reset", reset);
    magics.registerLineMagic("hint", plain("hint", one.lab::hint));
    magics.registerLineMagic("solution", plain("solution", one.lab::solution));
    magics.registerLineMagic("progress", plain("progress", one.lab::progress));
  }

  private Object choose(BaseKernel kernel, List<String> words) {
    if (words.size() != 1) {
      throw new IllegalArgumentException(
          "%%lab %s: expected one number of: %s".formatted(String.join(" ", words), Labs.list()));
    }
    CellblockKernel ours = ours(kernel);
    return begin(ours, lab.choose(words.get(0)));
  }

  private Object check(BaseKernel kernel, List<String> words) {
    expectNone("check", words);
    CellblockKernel ours = ours(kernel);
    return LabView.of(lab.check(java -> ours.evalOn(Stage.NOTEBOOK, java)));
  }

  private Object reset(BaseKernel kernel, List<String> words) {
    expectNone("reset", words);
    CellblockKernel ours = ours(kernel);
    return begin(ours, lab.reset());
  }

  private static Object begin(CellblockKernel kernel, Lab chosen) {
    kernel.nextInput(chosen.starter());
    return LabView.of(chosen);
  }

  private static LineMagic<Object, BaseKernel> plain(String name, Supplier<Object> answer) {
    return (kernel, words) -> {
      expectNone(name, words);
      return answer.get();
    };
  }

  private static void expectNone(String name, List<String> words) {
    if (!words.isEmpty()) {
      throw new IllegalArgumentException(
          "%%%s %s: expected nothing after %%%s".formatted(name, String.join(" ", words), name));
    }
  }

  private static CellblockKernel ours(BaseKernel kernel) {
    if (kernel instanceof CellblockKernel ours) {
      return ours;
    }
    throw new IllegalArgumentException(
        "labs need the Cellblock kernel; in a terminal: ./cellblock lab start NN");
  }
}
