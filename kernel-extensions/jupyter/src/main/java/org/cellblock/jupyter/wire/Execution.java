package org.cellblock.jupyter.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cellblock.jupyter.assist.History;
import org.cellblock.jupyter.engine.CellFailure;
import org.cellblock.jupyter.engine.CellRunner;
import org.cellblock.jupyter.engine.Log;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/** Answers execute requests: has the cell run, and sends what came of it. */
final class Execution {
  private final CellRunner runner;
  private final CellIo io;
  private final History history;
  private final Payloads payloads;
  private Connection connection;

  Execution(CellRunner runner, CellIo io, History history, Payloads payloads) {
    this.runner = runner;
    this.io = io;
    this.history = history;
    this.payloads = payloads;
  }

  void connect(Connection to) {
    connection = to;
  }

  /** Runs the request's cell and replies. */
  void handle(Environment env, ExecuteRequest request, AtomicInteger counter) {
    boolean counts = !request.isSilent() && request.shouldStoreHistory();
    int count = counts ? counter.getAndIncrement() : counter.get();
    env.setBusyDeferIdle();
    if (!request.isSilent()) {
      env.publish(new PublishExecuteInput(request.getCode(), count));
    }
    io.attach(env, connection.publisher(), request.isStdinEnabled());
    payloads.take();
    CellFailure failure = run(env, request, count, counts);
    io.endInput(env);
    io.restore();
    connection.publishAll(); // what the cell showed goes out before its reply
    if (failure != null) {
      fail(env, request, failure, count);
    }
  }

  private CellFailure run(Environment env, ExecuteRequest request, int count, boolean counts) {
    String output = null;
    try {
      Object value = runner.run(count, request.getCode());
      DisplayData shown = value == null ? null : runner.render(value);
      if (shown != null && !request.isSilent()) {
        env.publish(new PublishExecuteResult(count, shown));
      }
      output = shown == null ? null : DisplayJson.text(shown);
      Map<String, Object> expressions = evaluate(request.getUserExpr(), count);
      env.defer(() -> reply(env, count, expressions, payloads.take()));
      return null;
    } catch (CellFailure e) {
      return e;
    } catch (RuntimeException | Error e) {
      Log.warn("a cell ended in a way that the kernel did not foresee", e);
      return CellFailure.unforeseen(e);
    } finally {
      if (counts) {
        history.add(count, request.getCode(), output);
      }
    }
  }

  private Map<String, Object> evaluate(Map<String, String> expressions, int count) {
    Map<String, Object> results = new LinkedHashMap<>();
    for (Map.Entry<String, String> each :
        (expressions == null ? Map.<String, String>of() : expressions).entrySet()) {
      results.put(each.getKey(), evaluate(each.getValue(), count));
    }
    return results;
  }

  private Map<String, Object> evaluate(String expression, int count) {
    try {
      Object value = runner.run(count, expression);
      DisplayData shown = runner.renderText(value);
      return Map.of("status", "ok", "data", DisplayJson.data(shown), "metadata", Map.of());
    } catch (CellFailure e) {
      return Replies.errorContent(e);
    }
  }

  private static void reply(
      Environment env,
      int count,
      Map<String, Object> expressions,
      List<Map<String, Object>> payload) {
    Replies.ok(
        env,
        MessageType.EXECUTE_REPLY,
        Map.of("execution_count", count, "user_expressions", expressions, "payload", payload));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void fail(Environment env, ExecuteRequest request, CellFailure failure, int count) {
    if (!request.isSilent()) {
      Map<String, Object> content = Replies.errorContent(failure);
      content.remove("status");
      env.publish(new Message(env.getContext(), (MessageType) MessageType.PUBLISH_ERROR, content));
    }
    List<Message<?>> waiting = request.shouldStopOnError() ? connection.takeWaiting() : List.of();
    Replies.error(env, MessageType.EXECUTE_REPLY, failure, count);
    env.resolveDeferrals();
    waiting.forEach(this::abort);
  }

  /** Answers what already waited with "aborted", if it is a cell: Run All stops at an error. */
  private void abort(Message<?> message) {
    if (message.getContent() instanceof ExecuteRequest) {
      abort((Environment) connection.prepareReplyEnv(connection.shellChannel(), message));
    } else {
      connection.handle(message);
    }
  }

  private static void abort(Environment env) {
    env.setBusyDeferIdle();
    Replies.aborted(env, MessageType.EXECUTE_REPLY);
    env.resolveDeferrals();
  }
}
