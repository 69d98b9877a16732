package org.cellblock.jupyter.magic;

import java.util.List;
import org.cellblock.claims.Claim;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/**
 * {@code %claim C126}: a claim and its verdict here; {@code %claim 03}: those of a notebook; {@code
 * %claim}: all.
 */
public final class ClaimMagic implements LineMagic<Object, BaseKernel> {
  @Override
  public Object eval(BaseKernel kernel, List<String> args) {
    if (args.size() > 1) {
      throw new IllegalArgumentException(
          ("%%claim %s: expected one claim, for example %%claim C126, the number of a notebook, or"
                  + " nothing to list all")
              .formatted(String.join(" ", args)));
    }
    if (args.isEmpty()) {
      return Claim.all();
    }
    String word = args.get(0);
    return word.matches("\\d\\d") ? Claim.inNotebook(word) : Claim.check(word);
  }
}
