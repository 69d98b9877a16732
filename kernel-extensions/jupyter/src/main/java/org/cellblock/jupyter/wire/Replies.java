package org.cellblock.jupyter.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellblock.jupyter.engine.CellFailure;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;

/** Sends replies whose content is written out here, where the base library's lacks fields. */
final class Replies {
  private Replies() {}

  /** Replies with {@code status: ok} and the given fields. */
  static void ok(ShellReplyEnvironment env, MessageType<?> type, Map<String, ?> fields) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("status", "ok");
    content.putAll(fields);
    send(env, type, content);
  }

  /** Replies with {@code status: error}. */
  static void error(
      ShellReplyEnvironment env, MessageType<?> type, CellFailure failure, int count) {
    Map<String, Object> content = errorContent(failure);
    content.put("execution_count", count);
    send(env, type, content);
  }

  /** Replies that a request was not looked at, because one before it failed. */
  static void aborted(ShellReplyEnvironment env, MessageType<?> type) {
    Map<String, Object> content =
        errorContent("Aborted", "a cell before this one failed", List.of());
    content.put("status", "aborted");
    send(env, type, content);
  }

  /** An error's fields, as both the reply and the published message want them. */
  static Map<String, Object> errorContent(CellFailure failure) {
    return errorContent(failure.name(), String.valueOf(failure.getMessage()), failure.lines());
  }

  private static Map<String, Object> errorContent(String name, String value, List<String> lines) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("status", "error");
    content.put("ename", name);
    content.put("evalue", value);
    content.put("traceback", lines);
    return content;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void send(ShellReplyEnvironment env, MessageType type, Object content) {
    env.reply(new Message(env.getContext(), type, content));
  }
}
