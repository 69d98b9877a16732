package org.cellblock.containers.cgroup;

import java.util.List;
import java.util.Optional;

/**
 * A setting of a cgroup, its file, and the other version's.
 *
 * @param setting what it is about
 * @param value what it means
 * @param version of the hierarchy that has it here: {@code v1} or {@code v2}
 * @param file the file's name here; two for a quota in version 1
 * @param raw what the kernel says in it; memory comes back rounded to pages
 * @param otherFile the other version's name for it
 * @param otherRaw what that file would say
 */
public record CgroupFile(
    String setting,
    String value,
    String version,
    String file,
    String raw,
    String otherFile,
    String otherRaw) {

  static CgroupFile of(Cgroup cgroup, CgroupSetting setting) {
    return cgroup.fileRows().stream()
        .filter(each -> each.setting().equals(setting.title()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "cgroup %s has no file for its %s any more: was it closed meanwhile?"
                        .formatted(cgroup.name(), setting.title())));
  }

  /** Returns the one number that it holds; another thread may have set it to something else. */
  long number() {
    if (!raw.matches("\\d{1,18}")) {
      throw new IllegalStateException(
          "%s [%s]: expected the number that was set: was it changed meanwhile?"
              .formatted(file, raw));
    }
    return Long.parseLong(raw);
  }

  /** Reads one; nothing where no hierarchy has the controller. */
  static Optional<CgroupFile> read(CgroupSetting setting, CgroupDirectory cgroup, long shares) {
    boolean isV2 = cgroup.base().isV2();
    return setting
        .read(cgroup.files(), isV2)
        .map(
            raw -> {
              String v2 = isV2 ? raw : CgroupUnits.v2(setting, raw);
              String v1 = isV2 ? v1(setting, raw, shares) : raw;
              return new CgroupFile(
                  setting.title(),
                  words(setting, v1, v2),
                  isV2 ? "v2" : "v1",
                  names(setting.files(isV2)),
                  raw,
                  names(setting.files(!isV2)),
                  isV2 ? v1 : v2);
            });
  }

  private static String words(CgroupSetting setting, String v1, String v2) {
    return setting == CgroupSetting.CPU_SHARES ? v1 : CgroupUnits.words(setting, v2);
  }

  /** Many shares become one weight: those that were asked for are told, if it is theirs. */
  private static String v1(CgroupSetting setting, String v2, long shares) {
    boolean isAsked =
        setting == CgroupSetting.CPU_SHARES
            && shares > 0
            && CgroupUnits.weight(shares) == Long.parseLong(v2);
    return isAsked ? Long.toString(shares) : CgroupUnits.v1(setting, v2);
  }

  private static String names(List<String> files) {
    return String.join(" ", files);
  }
}
