package org.cellblock.labs;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;

/** Hands the learner's answers to a lab's tests, as a parameter of their constructor. */
public final class AnswersParameter implements ParameterResolver {

  /** Made by JUnit. */
  public AnswersParameter() {}

  static void put(LauncherSession session, Answers answers) {
    session.getStore().put(Namespace.create(AnswersParameter.class), Answers.class, answers);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Answers.class;
  }

  @Override
  public Answers resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(
            StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(AnswersParameter.class))
        .get(Answers.class, Answers.class);
  }
}
