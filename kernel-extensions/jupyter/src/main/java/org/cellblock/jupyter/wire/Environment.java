package org.cellblock.jupyter.wire;

import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;

/** One request's way back: replies go to its socket, all else to the {@link Publisher}. */
final class Environment extends ShellReplyEnvironment {
  private final Publisher publisher;
  private final Questions questions;
  private boolean deferring;

  Environment(Sockets sockets, MessageContext request) {
    super(sockets.shell(), sockets.stdin(), sockets.iopub(), request);
    this.publisher = sockets.publisher();
    this.questions = sockets.questions();
  }

  /** What an environment sends through. */
  record Sockets(
      ShellChannel shell,
      StdinChannel stdin,
      Iopub iopub,
      Publisher publisher,
      Questions questions) {}

  @Override
  public Environment defer() {
    deferring = true;
    return this;
  }

  @Override
  public void publish(Message<?> message) {
    if (deferring) {
      deferring = false;
      defer(() -> publisher.publish(message));
    } else {
      publisher.publish(message);
    }
  }

  @Override
  public void reply(Message<?> message) {
    if (deferring) {
      deferring = false;
      defer(() -> getShell().sendMessage(Dated.of(message)));
    } else {
      getShell().sendMessage(Dated.of(message));
    }
  }

  /** Ends the questions that threads of this cell still ask. */
  void withdrawQuestions() {
    questions.withdraw(getContext());
  }

  @Override
  public String readFromStdIn(String prompt, boolean isPassword) {
    return questions.ask(getContext(), prompt, isPassword);
  }
}
