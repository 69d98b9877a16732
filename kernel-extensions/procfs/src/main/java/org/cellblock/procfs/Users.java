package org.cellblock.procfs;

import java.util.HashMap;
import java.util.Map;
import org.cellblock.linux.DirectoryFd;

/** Names of users or groups, as the files of the calling thread's root have them; passwd(5). */
final class Users {

  private final Map<String, String> nameById = new HashMap<>();

  private Users() {}

  /** Reads the names of users; a root directory without the file has none. */
  static Users read() {
    return read("etc/passwd");
  }

  /** Reads the names of groups; group(5). */
  static Users readGroups() {
    return read("etc/group");
  }

  private static Users read(String file) {
    try (DirectoryFd root = DirectoryFd.open("/")) {
      return parse(root.read(file).orElse(""));
    }
  }

  static Users parse(String text) {
    Users users = new Users();
    Lines.of(text).forEach(users::add);
    return users;
  }

  /** Returns the name, or the number itself when nobody has named it. */
  String name(String id) {
    return nameById.getOrDefault(id, id);
  }

  /** Returns number and name: {@code 0 (root)}. */
  String numberAndName(String id) {
    return nameById.containsKey(id) ? "%s (%s)".formatted(id, nameById.get(id)) : id;
  }

  private void add(String line) {
    String[] fields = line.split(":");
    if (fields.length > 2 && !line.stripLeading().startsWith("#")) { // as glibc has it
      nameById.putIfAbsent(fields[2], fields[0]);
    }
  }
}
