package org.cellblock.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cell does to its streams ends with it. */
class CellIoTests {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final Publisher publisher = new Publisher(message -> sent.add(textOf(message)));
  private final CellIo io = new CellIo();

  @BeforeEach
  void begin() {
    publisher.start();
    io.install();
    io.attach(
        new Environment(new Environment.Sockets(null, null, null, publisher, null), null),
        publisher,
        false);
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
    System.setIn(in);
    publisher.interrupt();
  }

  private static String textOf(Message<?> message) {
    return ((PublishStream) message.getContent()).getText();
  }

  private String sent() throws InterruptedException {
    publisher.drain();
    return String.join("", sent);
  }

  @Test
  void aClosedStreamIsOpenInTheNextCell() throws InterruptedException {
    System.out.println("before");
    System.out.close();
    io.restore();
    System.out.println("after");
    assertThat(sent()).isEqualTo("before\nafter\n");
  }

  @Test
  void whatIsPrintedAfterACloseIsLostAndTheCellSaysSo() throws InterruptedException {
    PrintStream captured = System.out;
    System.out.close();
    captured.println("lost");
    io.restore();
    captured.println("after");
    assertThat(sent())
        .isEqualTo(
            "note: System.out was closed: what this cell printed after that is lost\nafter\n");
  }

  @Test
  void aStreamOfTheCellsOwnEndsWithItAndTheCellSaysSo() throws InterruptedException {
    ByteArrayOutputStream own = new ByteArrayOutputStream();
    System.setOut(new PrintStream(own));
    System.setErr(null);
    System.setIn(new ByteArrayInputStream(new byte[1]));
    System.out.print("own");
    io.restore();
    System.out.println("ours");
    System.err.println("too");
    assertThat(own).hasToString("own");
    assertThat(System.in).isSameAs(io.stdin());
    assertThat(sent())
        .isEqualTo(
            "note: System.out, System.err, System.in of this cell's own ends with it;"
                + " the next has the notebook's\nours\ntoo\n");
  }

  @Test
  void aCellThatPutsItsStreamsBackSaysNothing() throws InterruptedException {
    PrintStream ours = System.out;
    System.setOut(new PrintStream(new ByteArrayOutputStream()));
    System.setOut(ours);
    io.restore();
    assertThat(sent()).isEmpty();
  }

  @Test
  void halfACharacterOfOneCellSpoilsNoTextOfTheNext() throws InterruptedException {
    System.out.write(0xc3);
    System.out.flush();
    io.restore();
    System.out.print("é");
    assertThat(sent()).isEqualTo("é");
  }

  @Test
  void aLineOfMegabytesArrivesWholeAndInPieces() throws InterruptedException {
    byte[] line = "é".repeat(1_000_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    System.out.write(line, 0, line.length);
    assertThat(sent()).isEqualTo("é".repeat(1_000_000));
    assertThat(sent).hasSizeGreaterThan(10);
  }

  @Test
  void aLineAndItsEndGoOutTogether() throws InterruptedException {
    List<Runnable> prints =
        List.of(
            System.out::println,
            () -> System.out.println(true),
            () -> System.out.println('c'),
            () -> System.out.println(1),
            () -> System.out.println(2L),
            () -> System.out.println(0.5f),
            () -> System.out.println(0.25),
            () -> System.out.println(new char[] {'a', 'b'}),
            () -> System.out.println("text"),
            () -> System.out.println((Object) null));
    for (Runnable print : prints) {
      print.run();
      publisher.drain();
    }
    assertThat(sent)
        .containsExactly(
            "\n", "true\n", "c\n", "1\n", "2\n", "0.5\n", "0.25\n", "ab\n", "text\n", "null\n");
  }
}
