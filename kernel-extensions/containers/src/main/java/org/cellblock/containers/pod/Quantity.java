package org.cellblock.containers.pod;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quantity as Kubernetes writes it: {@code 512Mi}, {@code 500m}, {@code 1.5}, {@code 1e3}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
final class Quantity {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,20}\\.?\\d{0,20}|\\.\\d{1,20})"
              + "(?:[eE]([+-]?\\d{1,2})|([KMGTPE]i|[numkMGTPE]))?");

  /** Of 10 to the power of 3, from the power -3 on. */
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  private static final int KIBI = 1024;
  private static final int THOUSAND = 1000;

  private Quantity() {}

  /** Reads bytes; a part of one is one more, as the API server has it. */
  static long bytes(String text) {
    return whole(text, number(text), "1 byte or more, for example 512Mi");
  }

  /** Reads thousandths of a CPU. */
  static long thousandths(String text) {
    return whole(
        text,
        number(text).multiply(BigDecimal.valueOf(THOUSAND)),
        "more than nothing, for example 500m");
  }

  /** Writes bytes with the largest suffix that leaves a whole number. */
  static String ofBytes(long bytes) {
    long number = bytes;
    int power = 0;
    while (number % KIBI == 0 && number > 0 && power < BINARY.size() - 1) {
      number /= KIBI;
      power++;
    }
    return number + BINARY.get(power);
  }

  /** Writes thousandths of a CPU. */
  static String ofThousandths(long cpu) {
    return cpu % THOUSAND == 0 ? Long.toString(cpu / THOUSAND) : cpu + "m";
  }

  private static long whole(String text, BigDecimal number, String expected) {
    BigDecimal rounded = number.setScale(0, RoundingMode.CEILING);
    if (rounded.signum() <= 0 || rounded.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("[%s]: expected %s".formatted(text, expected));
    }
    return rounded.longValueExact();
  }

  private static BigDecimal number(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "[%s]: expected a quantity such as 512Mi, 500m, 0.5 or 1e9".formatted(text));
    }
    BigDecimal number = new BigDecimal(form.group(1).replaceFirst("\\.$", ""));
    if (form.group(2) != null) {
      return number.scaleByPowerOfTen(Integer.parseInt(form.group(2)));
    }
    String suffix = form.group(3) == null ? "" : form.group(3);
    int binary = BINARY.indexOf(suffix);
    return binary > 0
        ? number.multiply(BigDecimal.valueOf(KIBI).pow(binary))
        : number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - DECIMAL.indexOf("")));
  }
}
