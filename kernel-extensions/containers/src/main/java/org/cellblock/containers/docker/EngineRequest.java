package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.cellblock.linux.Deadline;

/** One request to an engine, put together step by step. */
final class EngineRequest {

  /** Writes the body of a request. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private final String method;
  private final StringBuilder target;
  private byte[] json = {};
  private Body tar;
  private Duration patience = Deadline.TOOL;
  private boolean isUpgrade;

  private EngineRequest(String method, String path) {
    this.method = method;
    this.target = new StringBuilder(path);
  }

  static EngineRequest get(String path) {
    return new EngineRequest("GET", path);
  }

  static EngineRequest post(String path) {
    return new EngineRequest("POST", path);
  }

  static EngineRequest put(String path) {
    return new EngineRequest("PUT", path);
  }

  static EngineRequest delete(String path) {
    return new EngineRequest("DELETE", path);
  }

  /** Writes a part of a path so that it stays one part. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  EngineRequest query(String name, Object value) {
    target.append(target.indexOf("?") < 0 ? '?' : '&').append(name).append('=');
    target.append(part(String.valueOf(value)));
    return this;
  }

  EngineRequest json(JsonElement document) {
    json = bytes(document.toString());
    return this;
  }

  EngineRequest tar(Body content) {
    tar = content;
    return this;
  }

  /** Asks for a connection in both directions, as exec and attach give it. */
  EngineRequest upgrade() {
    isUpgrade = true;
    return this;
  }

  /** Sets how long the whole answer may take. */
  EngineRequest within(Duration time) {
    patience = time;
    return this;
  }

  Duration patience() {
    return patience;
  }

  boolean isUpgrade() {
    return isUpgrade;
  }

  void writeTo(OutputStream out, String version) throws IOException {
    StringBuilder head = new StringBuilder(method).append(' ');
    head.append(version.isEmpty() ? "" : "/v" + version).append(target).append(" HTTP/1.1\r\n");
    head.append("Host: docker\r\nUser-Agent: cellblock\r\n");
    head.append(isUpgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "Connection: close\r\n");
    if (tar == null) {
      writeJson(out, head);
      return;
    }
    head.append("Content-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n\r\n");
    out.write(bytes(head.toString()));
    try (ChunkedOutput chunks = new ChunkedOutput(out)) {
      tar.writeTo(chunks);
    }
  }

  /** With its length: on a connection that is upgraded, the end of chunks would be input. */
  private void writeJson(OutputStream out, StringBuilder head) throws IOException {
    if (json.length > 0) {
      head.append("Content-Type: application/json\r\n");
    }
    if (!method.equals("GET")) {
      head.append("Content-Length: ").append(json.length).append("\r\n");
    }
    out.write(
        bytes(head.append("\r\n").append(new String(json, StandardCharsets.UTF_8)).toString()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns {@code POST /containers/create}: what messages call it. */
  @Override
  public String toString() {
    int query = target.indexOf("?");
    return method + " " + (query < 0 ? target : target.substring(0, query));
  }
}
