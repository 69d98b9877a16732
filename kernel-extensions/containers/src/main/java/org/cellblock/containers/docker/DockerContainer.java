package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cellblock.containers.Compared;
import org.cellblock.containers.cgroup.OtherCgroup;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.oci.Bundle;
import org.cellblock.containers.oci.OciConfig;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.ExitStatus;
import org.cellblock.linux.Given;
import org.cellblock.linux.Signal;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/**
 * A container that an engine has made: its methods are the docker commands.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/container/">docker container</a>
 */
public final class DockerContainer implements Compared, AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Docker docker;
  private final DockerRun run;
  private final ContainerApi api;
  private final String id;
  private final String name;
  private final FirstProcess first;
  private final ContainerTerminal terminal;
  private boolean closed;

  private DockerContainer(Docker docker, DockerRun run, String id, String name) {
    this.docker = docker;
    this.run = run;
    this.id = id;
    this.name = name;
    api = new ContainerApi(docker.api(), id);
    first = new FirstProcess(api, docker.engineOwner());
    terminal = new ContainerTerminal(api, name, run.isInteractive());
  }

  static DockerContainer create(Docker docker, DockerRun run) {
    String wanted = run.givenName();
    if (!wanted.isEmpty()) {
      DockerContainers.find(docker, wanted).ifPresent(DockerContainer::close);
    }
    EngineRequest request = EngineRequest.post("/containers/create");
    if (!wanted.isEmpty()) {
      request.query("name", wanted);
    }
    String id =
        EngineJson.text(DockerImages.ask(docker, request.json(run.document(docker.owner()))), "Id");
    JsonElement made = new ContainerApi(docker.api(), id).inspect();
    String name = EngineJson.text(made, "Name").replaceFirst("^/", "");
    DockerContainer container = new DockerContainer(docker, run, id, name);
    DockerContainers.add(container);
    return container;
  }

  /** Returns its name: the one that was given, or the one that the engine made up. */
  @Override
  public String name() {
    return name;
  }

  /** Returns its id, 64 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** Returns the docker command that makes such a container. */
  public String commandLine() {
    return run.commandLine();
  }

  /**
   * Starts it: {@code docker start}; one that runs already is left alone.
   *
   * @return this container
   * @throws DockerException when the engine refused: no such program
   */
  public DockerContainer start() {
    ContainerApi open = api();
    terminal.connect();
    open.api().ask(open.post("/start"));
    return this;
  }

  /**
   * Stops and starts it: {@code docker restart}, with no time to end by itself.
   *
   * @return this container
   * @throws DockerException when the engine refused
   */
  public DockerContainer restart() {
    api().api().ask(api().post("/restart").query("t", 0));
    return this;
  }

  /**
   * Returns the container's first process: {@code State.Pid} of {@code docker inspect}, translated
   * where the engine itself has a PID namespace of its own.
   *
   * @return its process id as the host sees it
   * @throws IllegalStateException when it isn't running
   */
  @Override
  public long pid() {
    api();
    return first.pid().orElseThrow(this::stopped);
  }

  private IllegalStateException stopped() {
    return new IllegalStateException(
        "container %s isn't running: start() starts it, logs() has what it wrote".formatted(name));
  }

  /**
   * Runs another program in the container and waits until it has ended: {@code docker exec}.
   *
   * @param argv a program and its arguments
   * @return what it wrote and how it ended; 126 or 127 and a message where there is no such program
   * @throws DockerException when the container isn't running
   * @throws java.util.concurrent.CancellationException when interrupted; the program goes on
   */
  public Output exec(String... argv) {
    List<String> words = Given.texts(argv, "argument");
    if (words.isEmpty()) {
      throw new IllegalArgumentException("exec []: expected a program, for example \"ps\"");
    }
    return api().exec(words);
  }

  /**
   * Opens a shell in the container, beside its program: {@code docker exec -it NAME sh}.
   *
   * @return the shell, to be typed to and closed
   * @throws DockerException when the container isn't running
   */
  public DockerShell shell() {
    return DockerShell.exec(api(), name, "sh");
  }

  /**
   * Connects to the container's own program and its terminal: {@code docker attach}. It is one
   * terminal, however often this is called.
   *
   * @return what it wrote until now, and a way to type to it
   * @throws IllegalStateException unless it was made with {@link DockerRun#interactive}
   */
  public DockerShell attach() {
    api();
    return terminal.attach();
  }

  /** Asks the engine for all that it knows of the container: {@code docker inspect}. */
  public DockerInspect inspect() {
    return new DockerInspect(api().inspect().toString());
  }

  /**
   * Lists its processes, by a ps(1) that the engine runs: {@code docker top}.
   *
   * @return columns user, pid, ppid, cmd (STRING); the numbers are the engine's
   * @throws DockerException when it isn't running
   */
  public Table top() {
    return ContainerTables.top(name, api().top());
  }

  /** Returns what its program has written until now, output and errors as they came. */
  public String logs() {
    return api().logs().text();
  }

  /**
   * Lists what was changed since it was made of its image: {@code docker diff}.
   *
   * @return columns kind (STRING: A added, C changed, D deleted), path (STRING)
   */
  public Table diff() {
    JsonElement changes = api().api().ask(api().get("/changes"));
    List<DockerRows.Change> rows =
        EngineJson.list(changes).stream().map(DockerRows.Change::of).toList();
    return Tables.of("changes of " + name, DockerRows.Change.class, rows);
  }

  /**
   * Shows what it uses now: {@code docker stats --no-stream}.
   *
   * @return columns what, value (STRING)
   * @throws DockerException when the engine refused
   */
  public Table stats() {
    EngineRequest request = api().get("/stats").query("stream", false).query("one-shot", true);
    return ContainerTables.stats(name, api().api().ask(request));
  }

  /**
   * Asks its program to end, with SIGTERM, and kills it after ten seconds: {@code docker stop}. As
   * pid 1 a program ignores SIGTERM unless it handles it.
   *
   * @return this container
   */
  public DockerContainer stop() {
    return stop(GRACE);
  }

  /**
   * Asks its program to end, with SIGTERM, and kills it after a time: {@code docker stop --time}.
   *
   * @param grace how long it gets, in whole seconds, 0 to one hour
   * @return this container
   * @throws IllegalArgumentException for another time
   */
  public DockerContainer stop(Duration grace) {
    Given.notNull(grace, "grace", "a time, for example Duration.ofSeconds(1)");
    long seconds = Given.number(grace.toSeconds(), 0, 3600, "grace in seconds");
    api()
        .api()
        .ask(api().post("/stop").query("t", seconds).within(Deadline.TOOL.plusSeconds(seconds)));
    return this;
  }

  /**
   * Sends a signal to its first process: {@code docker kill --signal}.
   *
   * @param signal what to send
   * @return this container
   * @throws DockerException when it isn't running
   */
  public DockerContainer kill(Signal signal) {
    Given.notNull(signal, "signal", "one such as SIGTERM");
    api().api().ask(api().post("/kill").query("signal", signal.name()));
    return this;
  }

  /**
   * Waits until its program has ended: {@code docker wait}, and {@code docker logs}.
   *
   * @return all that it wrote, and how it ended
   * @throws java.util.concurrent.CancellationException when interrupted; the program goes on
   */
  public Output waitFor() {
    int code = api().waitForEnd();
    OutputFrames frames = api().logs();
    return new Output(run.program(), frames.stdout(), frames.stderr(), new ExitStatus(code, 0));
  }

  /**
   * Makes an image of it as it is: {@code docker commit}.
   *
   * @param tag the image's name, for example {@code mine:1}
   * @return the image's id
   * @throws IllegalArgumentException for what is no name
   */
  public String commit(String tag) {
    EngineRequest request =
        EngineRequest.post("/commit").query("container", id).query("repo", ImageName.tagged(tag));
    api();
    return EngineJson.text(docker.api().ask(request), "Id");
  }

  /**
   * Copies a file of the host into it: {@code docker cp FILE NAME:DIRECTORY}.
   *
   * @param file one file
   * @param directory an absolute path inside, of a directory that exists
   * @return this container
   * @throws DockerException when there is no such directory
   */
  public DockerContainer cp(Path file, String directory) {
    ContainerFiles.in(api()).put(Given.notNull(file, "file", "one of the host"), directory);
    return this;
  }

  /**
   * Copies a file out of it: {@code docker cp NAME:FILE FILE}.
   *
   * @param file an absolute path inside, of a file
   * @param target where to write it on the host; a file that is there is replaced
   * @return this container
   * @throws DockerException when there is no such file
   * @throws IllegalArgumentException for a directory
   */
  public DockerContainer cp(String file, Path target) {
    ContainerFiles.in(api()).get(file, Given.notNull(target, "target", "a path of the host"));
    return this;
  }

  /**
   * Reads the cgroup that the engine gave it, in either version.
   *
   * @return its limits and its use
   * @throws IllegalStateException when it isn't running
   */
  public OtherCgroup cgroup() {
    return OtherCgroup.of(name, pid());
  }

  /**
   * Reads the configuration that the engine gave to runc, beside which the container's shim works.
   *
   * @return the text of {@code config.json}
   * @throws IllegalStateException when it isn't running
   */
  public OciConfig config() {
    return new OciConfig(DockerChain.config(pid()));
  }

  /**
   * Makes a bundle of that configuration and of the container's image: {@code asBundle().asCell()}
   * takes the steps once more by hand.
   *
   * @return the bundle; {@code config().leftOut()} names what it hasn't
   * @throws IllegalArgumentException for a namespace that is another container's
   */
  public Bundle asBundle() {
    return config().bundle(docker.save(api().inspectText("Image")).rootFs());
  }

  /** Draws who started whom, from this notebook to the container's process, as /proc has it. */
  public Box chain() {
    return DockerChain.of(pid());
  }

  /**
   * Removes the stopped container and closes this: {@code docker rm}.
   *
   * @throws DockerException when the engine refused: it is still running
   */
  public void rm() {
    api().remove(false, Deadline.TOOL);
    drop();
  }

  /** Kills and removes it: {@code docker rm --force}. A second time does nothing. */
  @Override
  public void close() {
    if (isOpen()) {
      try {
        api.removeIfThere(Deadline.TOOL);
      } finally {
        drop();
      }
    }
  }

  /** Closes it as this process ends; a private engine takes its containers with it. */
  void end() {
    drop();
    if (!docker.isPrivate()) {
      api.removeIfThere(Deadline.OWN);
    }
  }

  /** Says whether the container has not been removed by this notebook. */
  public synchronized boolean isOpen() {
    return !closed && docker.isOpen();
  }

  /** Returns {@code container web (running)}. */
  @Override
  public String toString() {
    return "container %s (%s)".formatted(name, isOpen() ? state() : "removed");
  }

  private String state() {
    return api().inspectText("State", "Status");
  }

  Docker docker() {
    return docker;
  }

  /** Takes it out of the register without asking the engine. */
  void drop() {
    synchronized (this) {
      closed = true;
    }
    DockerContainers.remove(this);
  }

  private ContainerApi api() {
    if (!isOpen()) {
      throw new IllegalStateException(
          "container %s is removed: %s makes a new one".formatted(name, "Docker.run(...).start()"));
    }
    return api;
  }
}
