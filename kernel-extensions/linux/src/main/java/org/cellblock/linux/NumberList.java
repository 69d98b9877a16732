package org.cellblock.linux;

import java.util.Arrays;

/** Numbers that grow in place: the pids of a listing without an object for each. */
final class NumberList {

  private int[] numbers = new int[512];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  int size() {
    return size;
  }

  /** Moves the second half to another list. */
  void splitInto(NumberList other) {
    int half = size / 2;
    for (int i = half; i < size; i++) {
      other.add(numbers[i]);
    }
    size = half;
  }

  int get(int index) {
    return numbers[index];
  }
}
