package org.cellblock.jupyter.wire;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The learner's {@code System.out} or {@code err}: can be closed, as Java's own, but not for good.
 *
 * <p>Of a class that isn't its own {@code PrintStream} writes a line and its end one after the
 * other, and a front end would get them so.
 */
final class CellOut extends PrintStream {
  private static final String END_OF_LINE = System.lineSeparator();

  private final TextOut text;

  CellOut(TextOut text) {
    super(text, false, StandardCharsets.UTF_8);
    this.text = text;
  }

  @Override
  public void close() {
    flush();
    text.close();
  }

  @Override
  public void println() {
    print(END_OF_LINE);
  }

  @Override
  public void println(boolean x) {
    print(String.valueOf(x) + END_OF_LINE);
  }

  @Override
  public void println(char x) {
    print(String.valueOf(x) + END_OF_LINE);
  }

  @Override
  public void println(int x) {
    print(String.valueOf(x) + END_OF_LINE);
  }

  @Override
  public void println(long x) {
    print(String.valueOf(x) + END_OF_LINE);
  }

  @Override
  public void println(float x) {
    print(String.valueOf(x) + END_OF_LINE);
  }

  @Override
  public void println(double x) {
    print(String.valueOf(x) + END_OF_LINE);
  }

  @Override
  public void println(char[] x) {
    print(String.valueOf(x) + END_OF_LINE);
  }

  @Override
  public void println(String x) {
    print(String.valueOf(x) + END_OF_LINE);
  }

  @Override
  public void println(Object x) {
    print(String.valueOf(x) + END_OF_LINE);
  }
}
