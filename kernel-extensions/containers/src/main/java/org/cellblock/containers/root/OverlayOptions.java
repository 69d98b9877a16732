package org.cellblock.containers.root;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.cellblock.linux.HostThread;
import org.cellblock.linux.UserNamespace;

/** The options with which mount(2) makes an overlay. */
final class OverlayOptions {

  /** mount(2) takes one page. */
  private static final int LIMIT = 4095;

  private OverlayOptions() {}

  /** Returns the options of an overlay that nobody can write to. */
  static String lower(Path upper, Path below) {
    return "lowerdir=%s:%s".formatted(escape(upper), escape(below));
  }

  static String of(List<Path> lowestFirst, Path memory) throws IOException {
    List<Path> lower = new ArrayList<>(lowestFirst);
    Collections.reverse(lower);
    String options =
        "lowerdir=%s,upperdir=%s,workdir=%s%s"
            .formatted(
                lower.stream().map(OverlayOptions::escape).collect(Collectors.joining(":")),
                escape(memory.resolve("upper")),
                escape(memory.resolve("work")),
                marks());
    int length = options.getBytes(StandardCharsets.UTF_8).length;
    if (length > LIMIT) {
      throw new IllegalArgumentException(
          "layers: %d layers make [%d] bytes of options: expected at most %d;"
                  .formatted(lower.size(), length, LIMIT)
              + " take fewer layers, or shorter paths");
    }
    return options;
  }

  /** An ordinary user's overlay can't keep its marks in trusted.*, and so keeps them in user.*. */
  private static String marks() throws IOException {
    if (!UserNamespace.mapsAllUsers()) {
      return ",userxattr";
    }
    // only with these off, the upper layer says all that was changed
    return off("redirect_dir") + off("metacopy");
  }

  private static String off(String feature) throws IOException {
    Path file = Path.of("/sys/module/overlay/parameters/" + feature);
    boolean isOn =
        HostThread.call(() -> Files.exists(file) && Files.readString(file).startsWith("Y"));
    return isOn ? "," + feature + "=off" : "";
  }

  private static String escape(Path path) {
    return path.toString().replaceAll("([\\\\:,])", "\\\\$1");
  }
}
