package org.cellblock.jupyter.magic;

import java.util.List;
import org.cellblock.jupyter.claims.Claim;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/** {@code %claim C126}: a claim and its verdict here; {@code %claim} alone lists all. */
public final class ClaimMagic implements LineMagic<Object, BaseKernel> {
  @Override
  public Object eval(BaseKernel kernel, List<String> args) {
    if (args.size() > 1) {
      throw new IllegalArgumentException(
          "%%claim %s: expected one claim, for example %%claim C126, or none to list all"
              .formatted(String.join(" ", args)));
    }
    return args.isEmpty() ? Claim.all() : Claim.check(args.get(0));
  }
}
