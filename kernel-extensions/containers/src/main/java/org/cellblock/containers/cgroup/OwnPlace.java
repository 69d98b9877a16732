package org.cellblock.containers.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cellblock.linux.HostThread;
import org.cellblock.procfs.ProcessCgroup;

/**
 * Where a hierarchy of version 1 is mounted, and in it this process's own cgroup.
 *
 * @param directory of the own cgroup
 * @param top of the hierarchy, as far as it is mounted
 */
record OwnPlace(String directory, String top) {

  static List<OwnPlace> findAll() {
    long self = ProcessHandle.current().pid();
    return HostThread.call(() -> ProcessCgroup.readAll(self)).stream()
        .filter(own -> own.version().equals("v1") && !own.directory().isEmpty())
        .map(OwnPlace::of)
        .toList();
  }

  private static OwnPlace of(ProcessCgroup own) {
    String directory = own.directory();
    boolean isBelow = directory.endsWith(own.path()) && !own.path().equals("/");
    int length = directory.length() - (isBelow ? own.path().length() : 0);
    return new OwnPlace(directory, directory.substring(0, length));
  }

  /** Refuses a thread that sees something else where a program will look for the own cgroup. */
  void check(boolean isAtTop) {
    Object expected = HostThread.call(() -> identity(directory));
    String place = isAtTop ? top : directory;
    if (!identity(place).equals(expected)) {
      throw new IllegalStateException(
          "%s isn't cgroup %s of the host in this cell: somebody has mounted something else there;"
                  .formatted(place, directory)
              + " try again");
    }
  }

  private static Map<String, Object> identity(String directory) {
    try {
      return Files.readAttributes(Path.of(directory), "unix:dev,ino");
    } catch (NoSuchFileException hidden) {
      return Map.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("read " + directory, unreadable);
    }
  }
}
