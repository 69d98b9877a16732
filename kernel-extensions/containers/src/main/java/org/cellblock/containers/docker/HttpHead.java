package org.cellblock.containers.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first lines of an answer of HTTP/1.1: its status, and its headers by their names in lower
 * case.
 *
 * @param status 100 to 599
 * @param headers the last of each name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
record HttpHead(int status, Map<String, String> headers) {

  /** In bytes. */
  static final int LONGEST_LINE = 16 * 1024;

  static final int MOST_HEADERS = 200;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");

  static HttpHead read(InputStream in, String request) throws IOException {
    HttpHead head = readOne(in, request);
    for (int i = 0; head.status < 200 && head.status != 101; i++) {
      if (i == MOST_HEADERS) {
        throw trouble(request, "more than %d answers before the answer".formatted(MOST_HEADERS));
      }
      head = readOne(in, request);
    }
    return head;
  }

  private static HttpHead readOne(InputStream in, String request) throws IOException {
    String first = line(in, request);
    Matcher status = STATUS_LINE.matcher(first);
    if (!status.matches()) {
      throw trouble(
          request,
          "the answer begins with [%s]: expected HTTP/1.1 and a status; is this socket an engine's?"
              .formatted(first.substring(0, Math.min(80, first.length()))));
    }
    return new HttpHead(Integer.parseInt(status.group(1)), headers(in, request));
  }

  /** Reads lines up to the empty one; after a body in chunks they may stand as well. */
  static Map<String, String> headers(InputStream in, String request) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    int count = 0;
    for (String line = line(in, request); !line.isEmpty(); line = line(in, request)) {
      count++;
      int colon = line.indexOf(':');
      if (count > MOST_HEADERS || colon <= 0) {
        throw trouble(
            request,
            count > MOST_HEADERS
                ? "more than %d headers".formatted(MOST_HEADERS)
                : "header [%s]: expected a name and a colon".formatted(line));
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  static String line(InputStream in, String request) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException(
            line.size() == 0
                ? "the engine closed the connection without an answer"
                : "the engine closed the connection within a line");
      }
      line.write(next);
      if (line.size() > LONGEST_LINE) {
        throw trouble(request, "a line of more than %d bytes".formatted(LONGEST_LINE));
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
  }

  static DockerException trouble(String request, String what) {
    return new DockerException(request, 0, "the engine's answer can't be read: " + what);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Says whether the connection is ours now, in both directions. */
  boolean isUpgraded() {
    return status == 101;
  }
}
