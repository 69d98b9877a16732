package org.cellblock.jupyter.engine;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.util.List;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/** Runs what JShell compiled: in this JVM, on the thread that the kernel chooses. */
final class SnippetControl implements ExecutionControl {
  private final SnippetLoader loader;
  private final Worker worker;
  private final Carrier carrier = new Carrier();
  private volatile Stage stage = Stage.NOTEBOOK;
  private Outcome outcome;

  SnippetControl(SnippetLoader loader, Worker worker) {
    this.loader = loader;
    this.worker = worker;
  }

  /** Chooses where the following snippets run. */
  void stage(Stage next) {
    stage = next;
  }

  Stage stage() {
    return stage;
  }

  /** How the last invocation ended; null if there was none since the last call. */
  synchronized Outcome takeOutcome() {
    Outcome last = outcome;
    outcome = null;
    return last;
  }

  /** The variables that had to be reset since the last call. */
  synchronized List<String> takeLost() {
    return carrier.takeLost();
  }

  @Override
  public synchronized void load(ClassBytecodes[] classes) throws ClassInstallException {
    boolean[] loaded = new boolean[classes.length];
    for (ClassBytecodes each : classes) {
      Ending.guardFrom(each.bytecodes());
      loader.offer(each.name(), Weaver.weave(each.bytecodes()));
    }
    try {
      for (int i = 0; i < classes.length; i++) {
        Class<?> fresh = Class.forName(classes[i].name(), false, loader);
        fresh.getDeclaredMethods(); // resolves now what would fail later
        carrier.carry(fresh);
        loaded[i] = true;
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ClassInstallException("load: " + e, loaded);
    }
  }

  @Override
  public void redefine(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException {
    Instrumentation door =
        Agent.instrumentation()
            .orElseThrow(() -> new NotImplementedException("not started with java -jar"));
    try {
      ClassDefinition[] definitions = new ClassDefinition[classes.length];
      for (int i = 0; i < classes.length; i++) {
        Ending.guardFrom(classes[i].bytecodes());
        Class<?> old = Class.forName(classes[i].name(), false, loader);
        definitions[i] = new ClassDefinition(old, Weaver.weave(classes[i].bytecodes()));
      }
      door.redefineClasses(definitions);
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | LinkageError
        | UnsupportedOperationException e) {
      throw new ClassInstallException("redefine: " + e, new boolean[classes.length]);
    }
  }

  @Override
  public String invoke(String className, String methodName)
      throws RunException, EngineTerminationException, InternalException {
    Method method = find(className, methodName);
    Outcome ended = run(method);
    settle(method.getDeclaringClass());
    synchronized (this) {
      boolean hasFailed = outcome != null && outcome.failure() != null;
      outcome = hasFailed ? outcome : ended; // int a = f(), b = g(): each is invoked
    }
    if (!ended.finished()) {
      throw new StoppedException();
    }
    if (ended.failure() != null) {
      throw asRunException(ended.failure());
    }
    return ""; // the value itself waits in the outcome
  }

  /** Runs a static method without parameters of a class that was loaded. */
  Outcome run(String className, String methodName) {
    try {
      return run(find(className, methodName));
    } catch (EngineTerminationException | InternalException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome run(Method method) throws EngineTerminationException {
    try {
      return worker.run(() -> call(method), stage);
    } catch (InterruptedException e) {
      throw new EngineTerminationException("the kernel is shutting down");
    }
  }

  private Method find(String className, String methodName) throws InternalException {
    try {
      Class<?> wrapper = Class.forName(className, true, loader);
      carrier.reset(wrapper);
      Method method = wrapper.getDeclaredMethod(methodName);
      method.setAccessible(true); // JShell's wrapper classes are not public
      return method;
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new InternalException("invoke: " + e);
    }
  }

  private void settle(Class<?> wrapper) throws InternalException {
    try {
      carrier.settle(wrapper);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new InternalException("settle: " + e);
    }
  }

  private static Object call(Method method) throws Exception {
    try {
      return method.invoke(null);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error error) {
        throw error;
      }
      throw cause instanceof Exception exception ? exception : e;
    }
  }

  private static RunException asRunException(Throwable failure) {
    return failure instanceof SPIResolutionException missing
        ? new ResolutionException(missing.id(), missing.getStackTrace())
        : asUserException(failure);
  }

  private static UserException asUserException(Throwable failure) {
    UserException known =
        new UserException(
            String.valueOf(failure.getMessage()),
            failure.getClass().getName(),
            failure.getStackTrace());
    if (failure.getCause() != null && failure.getCause() != failure) {
      known.initCause(asUserException(failure.getCause()));
    }
    return known;
  }

  /** Whether a variable holds null now. */
  boolean isNull(String className, String variable) {
    try {
      Field field = Class.forName(className, true, loader).getDeclaredField(variable);
      field.setAccessible(true); // JShell's wrapper classes are not public
      return field.get(null) == null;
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(className + "." + variable, e);
    }
  }

  @Override
  public String varValue(String className, String varName) {
    return ""; // asked by JShell.varValue only, which the kernel doesn't use
  }

  @Override
  public void addToClasspath(String path) throws InternalException {
    try {
      for (String each : path.split(java.io.File.pathSeparator)) {
        loader.addPath(each);
      }
    } catch (MalformedURLException e) {
      throw new InternalException(e.toString());
    }
  }

  @Override
  public void stop() {
    worker.interrupt();
  }

  @Override
  public Object extensionCommand(String command, Object argument) throws NotImplementedException {
    throw new NotImplementedException(command);
  }

  @Override
  public void close() {
    worker.interrupt();
  }
}
