package org.cellblock.fuzz;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The last calls of one thread, in a mapped file: they outlive a crash of this process. */
final class CallLog {

  private static final int LINES = 64;
  private static final int WIDTH = 512;
  private static final long START = System.nanoTime();

  private final MappedByteBuffer buffer;
  private long count;

  CallLog(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      buffer = open.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, (long) LINES * WIDTH);
    }
  }

  synchronized void add(String call) {
    byte[] line = new byte[WIDTH];
    long tenths = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - START) / 100;
    byte[] text =
        "%d at %d.%d s: %s"
            .formatted(count, tenths / 10, tenths % 10, call.replace('\n', ' '))
            .getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, line, 0, Math.min(text.length, WIDTH - 1));
    line[WIDTH - 1] = '\n';
    buffer.put((int) (count++ % LINES) * WIDTH, line);
  }

  /** Returns the last calls, the newest last. */
  synchronized List<String> last(int number) {
    List<String> lines = new ArrayList<>();
    for (long i = Math.max(0, count - Math.min(number, LINES)); i < count; i++) {
      byte[] line = new byte[WIDTH];
      buffer.get((int) (i % LINES) * WIDTH, line);
      lines.add(new String(line, StandardCharsets.UTF_8).replace("\0", "").strip());
    }
    return lines;
  }
}
