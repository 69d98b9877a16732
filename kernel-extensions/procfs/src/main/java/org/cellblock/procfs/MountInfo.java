package org.cellblock.procfs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a learner wants to know of a {@link Mount}.
 *
 * @param target where it is mounted
 * @param type the file system
 * @param source what was mounted
 * @param root the directory of the file system that is shown; a bind mount has another than /
 * @param options of this mount
 * @param propagation {@code private}, {@code shared:N}, {@code master:N}, ...
 * @param lower overlay's lower directories, the uppermost first, joined by colons
 * @param upper overlay's upper directory, where changes go
 * @param work overlay's work directory
 */
public record MountInfo(
    String target,
    String type,
    String source,
    String root,
    String options,
    String propagation,
    String lower,
    String upper,
    String work) {

  static MountInfo of(Mount mount) {
    List<String> options = split(mount);
    return new MountInfo(
        mount.target(),
        mount.type(),
        mount.source(),
        mount.root(),
        mount.options(),
        mount.propagation(),
        values(options, "lowerdir=", "lowerdir+=", "datadir+="),
        values(options, "upperdir="),
        values(options, "workdir="));
  }

  /** Splits overlay's options at commas; one in a directory's name has a backslash before it. */
  private static List<String> split(Mount mount) {
    return mount.type().equals("overlay")
        ? List.of(mount.superOptions().split("(?<!\\\\),"))
        : List.of();
  }

  private static String values(List<String> options, String... keys) {
    return options.stream()
        .flatMap(
            option ->
                Stream.of(keys).filter(option::startsWith).map(k -> option.substring(k.length())))
        .collect(Collectors.joining(":"));
  }
}
