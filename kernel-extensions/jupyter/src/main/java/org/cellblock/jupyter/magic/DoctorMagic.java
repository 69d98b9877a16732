package org.cellblock.jupyter.magic;

import java.util.List;
import org.cellblock.doctor.Doctor;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import tech.tablesaw.api.Table;

/** {@code %doctor}: what this machine allows, what is missing, and what mends it. */
public final class DoctorMagic implements LineMagic<Table, BaseKernel> {
  @Override
  public Table eval(BaseKernel kernel, List<String> args) throws InterruptedException {
    if (!args.isEmpty()) {
      throw new IllegalArgumentException("%doctor " + args + ": expected no words");
    }
    return Doctor.ofCourse().examine().table();
  }
}
