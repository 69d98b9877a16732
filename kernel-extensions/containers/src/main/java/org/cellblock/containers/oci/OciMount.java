package org.cellblock.containers.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.Given;
import org.cellblock.linux.MountFlag;

/**
 * A mount that a runtime makes in a container.
 *
 * @param destination where, an absolute path inside
 * @param type file system type, or {@code bind}
 * @param source what: a name to show, or the host's directory to bind
 * @param options as mount(8) has them: {@code ro}, {@code nosuid}, {@code size=64m}
 * @see <a href="https://man7.org/linux/man-pages/man8/mount.8.html">mount(8)</a>
 */
public record OciMount(String destination, String type, String source, List<String> options) {

  private static final Map<String, MountFlag> FLAGS = flags();

  /** Checks the destination. */
  public OciMount {
    AbsolutePath.check("mount", destination);
    Given.text(type, "type of " + destination);
    Given.text(source, "source of " + destination);
    options = Given.list(options, "option of " + destination, "a text");
    options.forEach(option -> Given.text(option, "option of " + destination));
  }

  /**
   * Describes a mount.
   *
   * @param destination where, an absolute path inside
   * @param type file system type, or {@code bind}
   * @param source what
   * @param options as mount(8) has them
   * @return the mount
   * @throws IllegalArgumentException for a relative path
   */
  public static OciMount of(String destination, String type, String source, String... options) {
    return new OciMount(
        destination, type, source, Given.texts(options, "option of " + destination));
  }

  /** Returns the options that mount(2) takes as flags. */
  MountFlag[] flagsOfOptions() {
    return options.stream().map(FLAGS::get).filter(flag -> flag != null).toArray(MountFlag[]::new);
  }

  /** Returns the options that the file system takes itself; null for none. */
  String data() {
    List<String> own = new ArrayList<>(options);
    own.removeIf(option -> FLAGS.containsKey(option) || option.equals("rw"));
    return own.isEmpty() ? null : String.join(",", own);
  }

  boolean isBind() {
    return type.equals("bind") || options.contains("bind") || options.contains("rbind");
  }

  private static Map<String, MountFlag> flags() {
    Map<String, MountFlag> flags = new LinkedHashMap<>();
    flags.put("ro", MountFlag.MS_RDONLY);
    flags.put("nosuid", MountFlag.MS_NOSUID);
    flags.put("nodev", MountFlag.MS_NODEV);
    flags.put("noexec", MountFlag.MS_NOEXEC);
    flags.put("bind", MountFlag.MS_BIND);
    return flags;
  }
}
