package org.cellblock.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names beyond ASCII, in a Java that has another charset for its texts. */
@Tag("kernel")
@NeedsNamespaces
class CharsetTests {

  private static final String NAME = "t\u00e4glich";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "US-ASCII", "UTF-8"})
  void whatTheKernelGetsIsUtf8(String charset) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=" + charset,
                "-cp",
                System.getProperty("java.class.path"),
                CharsetTests.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(java.inputReader().lines())
        .containsExactly("mkdir", "access", "chdir", "mount", "open", "hostname", "rmdir");
    assertThat(directory).isEmptyDirectory();
  }

  /** Uses a name, and prints what worked by the bytes that a program sees. */
  public static void main(String[] arguments) throws IOException {
    CellThread cell = CellThread.start("charset");
    String place = arguments[0] + "/" + NAME;
    cell.call(
        () -> {
          Linux.unshare(Namespace.MOUNT, Namespace.UTS);
          told(
              "mkdir",
              Native.LIBC.mkdir(place, 0700) == 0 && Started.succeeds("test", "-d", place));
          told("access", Native.LIBC.access(place, 0) == 0);
          Linux.chdir(place);
          told("chdir", Started.succeeds("sh", "-c", "test \"${PWD##*/}\" = \"$0\"", NAME));
          Linux.mount("tmpfs", place, "tmpfs");
          told("mount", Started.succeeds("mountpoint", "-q", place));
          Fd.openDirectory(place).close();
          told("open", true);
          Linux.sethostname(NAME);
          told("hostname", Started.succeeds("sh", "-c", "test \"$(uname -n)\" = \"$0\"", NAME));
          Linux.chdir("/");
          Linux.umount2(place);
          told(
              "rmdir", Native.LIBC.rmdir(place) == 0 && Started.succeeds("test", "!", "-e", place));
          return null;
        });
    cell.end();
  }

  private static void told(String what, boolean works) {
    System.out.println(works ? what : what + " refused or elsewhere");
  }
}
