package org.cellblock.procfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Names of users, as {@code /etc/passwd} of the calling thread's root has them; passwd(5). */
final class Users {

  private static final Path PASSWD = Path.of("/etc/passwd");

  private final Map<String, String> nameByUid = new HashMap<>();

  /** Reads the names; a root directory without the file has none. */
  static Users read() {
    Users users = new Users();
    if (Files.isReadable(PASSWD)) {
      try {
        Files.readAllLines(PASSWD).forEach(users::add);
      } catch (IOException unreadable) {
        return new Users();
      }
    }
    return users;
  }

  /** Returns the user's name, or the number itself when nobody has named it. */
  String name(String uid) {
    return nameByUid.getOrDefault(uid, uid);
  }

  private void add(String line) {
    String[] fields = line.split(":");
    if (fields.length > 2) {
      nameByUid.putIfAbsent(fields[2], fields[0]);
    }
  }
}
