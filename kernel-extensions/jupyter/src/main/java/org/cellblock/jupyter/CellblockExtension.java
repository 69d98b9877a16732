package org.cellblock.jupyter;

import org.cellblock.containers.host.OpenThings;
import org.cellblock.jupyter.engine.Imports;
import org.cellblock.jupyter.magic.CinfMagic;
import org.cellblock.jupyter.magic.ClaimMagic;
import org.cellblock.jupyter.magic.DockerMagic;
import org.cellblock.jupyter.magic.DoctorMagic;
import org.cellblock.jupyter.magic.InMagic;
import org.cellblock.jupyter.magic.LabMagics;
import org.cellblock.jupyter.magic.LiveMonitor;
import org.cellblock.jupyter.magic.LivePrograms;
import org.cellblock.jupyter.magic.ShellMagic;
import org.cellblock.jupyter.magic.Watches;
import org.cellblock.jupyter.render.Renderers;
import org.cellblock.jupyter.wire.CellblockKernel;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/**
 * Brings magics, pictures and imports to a notebook kernel: ours, or plain JJava with this jar on
 * {@code JJAVA_CLASSPATH}. Touches only what the releases 1.0-a6 and 1.0-a8 of its library share.
 */
public final class CellblockExtension implements Extension {
  /** Made by the service loader. */
  public CellblockExtension() {}

  @Override
  public void install(BaseKernel kernel) {
    MagicsRegistry magics = kernel.getMagicsRegistry();
    magics.registerCellMagic("sh", new ShellMagic());
    magics.registerCellMagic("in", new InMagic());
    magics.registerCellMagic("docker", new DockerMagic());
    magics.registerLineMagic("doctor", new DoctorMagic());
    magics.registerLineMagic("cinf", new CinfMagic());
    magics.registerLineMagic("claim", new ClaimMagic());
    LabMagics.register(magics);
    Renderers.register(
        kernel.getRenderer(), LivePrograms.hear(kernel)::settle, LiveMonitor.hear(kernel)::settle);
    Watches.hear(kernel);
    if (!(kernel instanceof CellblockKernel)) {
      Imports.library().forEach(kernel::eval); // our own kernel does this later, in the background
    }
  }

  @Override
  public void uninstall(BaseKernel kernel) {
    OpenThings.closeEverything();
  }
}
