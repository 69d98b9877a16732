package org.cellblock.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.jupyter.engine.Log;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.junit.jupiter.api.Test;

class ConnectionTests {
  private static final int ROUNDS = 60;

  @Test
  void nothingIsSaidWhenTheSocketsAreClosed() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream here = new PrintStream(said, true);
    PrintStream before = Log.to(here);
    UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> here.println(thread + ": " + thrown));
    try {
      for (int i = 0; i < ROUNDS; i++) {
        Connection connection = new Connection(properties());
        connection.connect();
        Thread.sleep(20); // in which its threads begin to read
        connection.close();
        connection.waitUntilClose();
      }
      Thread.sleep(500);
    } finally {
      Log.to(before);
      Thread.setDefaultUncaughtExceptionHandler(handler);
    }
    assertThat(said).hasToString("");
  }

  private static KernelConnectionProperties properties() throws Exception {
    List<ServerSocket> free = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      free.add(new ServerSocket(0));
    }
    String ports =
        "\"shell_port\":%d,\"iopub_port\":%d,\"stdin_port\":%d,\"control_port\":%d,\"hb_port\":%d"
            .formatted(free.stream().map(ServerSocket::getLocalPort).toArray());
    for (ServerSocket each : free) {
      each.close();
    }
    return KernelConnectionProperties.parse(
        "{\"ip\":\"127.0.0.1\",\"transport\":\"tcp\",%s,".formatted(ports)
            + "\"signature_scheme\":\"hmac-sha256\",\"key\":\"k\"}");
  }
}
