package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.place.InstalledProgram;
import org.cellblock.linux.Given;
import org.cellblock.linux.HostThread;
import tech.tablesaw.api.Table;

/**
 * A Docker engine: its methods are the docker commands.
 *
 * <p>{@link #start} runs one of this notebook's own, which goes with it and leaves the host as it
 * was; {@link #run} uses that one. {@link #engine} finds the host's own engine, for those who ask.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
public final class Docker implements AutoCloseable {

  /** Marks what a notebook has made in an engine that isn't its own. */
  static final String LABEL = "org.cellblock.owner";

  private final EngineApi api;
  private final DockerImages images;
  private final EngineOwner owner;

  Docker(EngineApi api, EngineOwner owner) {
    this.api = api;
    this.owner = owner;
    images = new DockerImages(api);
  }

  /**
   * Starts this notebook's own engine, with the image {@code busybox}; one that runs is returned.
   *
   * @return the engine, in a network, mounts and processes of its own; to be closed
   * @throws IllegalStateException where none can run, with what is missing and what to do
   */
  public static Docker start() {
    return start(line -> {});
  }

  /**
   * Starts this notebook's own engine, and tells how it goes.
   *
   * @param progress hears a line at each step, for example {@code System.out::println}
   * @return the engine, to be closed
   * @throws IllegalStateException where none can run, with what is missing and what to do
   */
  public static Docker start(Consumer<String> progress) {
    return DockerSession.own(progress);
  }

  /**
   * Finds the engine that runs on the host: by {@code DOCKER_HOST}, the current context, or at the
   * usual sockets, Podman's among them. What this notebook makes there it removes at its end.
   *
   * @return the engine
   * @throws IllegalStateException where none answers, with a reason for each place
   * @throws DockerException when the one that was named doesn't answer
   */
  public static Docker engine() {
    return DockerSession.foreign(
        HostThread.call(() -> new EngineFinder(System.getenv(), Path.of("/")).find()));
  }

  /**
   * Connects to the engine at a socket.
   *
   * @param socket a Unix socket of the host
   * @return the engine
   * @throws DockerException when none answers there
   */
  public static Docker at(Path socket) {
    return DockerSession.foreign(EngineApi.at(Given.notNull(socket, "socket", "a path")));
  }

  /**
   * Tells what to run in this notebook's own engine; {@link DockerRun#start} starts it, and the
   * engine too where it doesn't run yet.
   *
   * @param image its name, for example {@code busybox}
   * @param command a program and its arguments; the image's own when left out
   * @return what to run, to be changed and started
   * @throws IllegalArgumentException for what is no name of an image
   */
  public static DockerRun run(String image, String... command) {
    return new DockerRun(() -> DockerSession.own(line -> {}), image, command);
  }

  /**
   * Tells what to run in this engine.
   *
   * @param image its name, for example {@code busybox}
   * @param command a program and its arguments; the image's own when left out
   * @return what to run, to be changed and started
   * @throws IllegalArgumentException for what is no name of an image
   */
  public DockerRun container(String image, String... command) {
    return new DockerRun(() -> this, image, command);
  }

  /**
   * Lists the containers that run: {@code docker ps}.
   *
   * @return columns container id, image, command, created, status, ports, names (STRING)
   */
  public Table ps() {
    return ps(false);
  }

  /**
   * Lists containers, also those that have stopped: {@code docker ps --all}.
   *
   * @param all whether those that have stopped too
   * @return columns container id, image, command, created, status, ports, names (STRING)
   */
  public Table ps(boolean all) {
    JsonElement answer = ask(EngineRequest.get("/containers/json").query("all", all ? 1 : 0));
    return DockerTables.of(
        "containers", DockerRows.Container.class, answer, DockerRows.Container::of);
  }

  /**
   * Lists the images that are there: {@code docker images}.
   *
   * @return columns repository, tag, image id, created, size (STRING)
   */
  public Table images() {
    return DockerTables.images(ask(EngineRequest.get("/images/json")));
  }

  /**
   * Lists the steps that made an image, the last one first: {@code docker history}.
   *
   * @param image its name or id
   * @return columns image, created, created by, size, comment (STRING)
   * @throws DockerException when there is no such image
   */
  public Table history(String image) {
    JsonElement answer = ask(EngineRequest.get(ofImage(image) + "/history"));
    return DockerTables.of(
        "history of " + image, DockerRows.Step.class, answer, DockerRows.Step::of);
  }

  /**
   * Says all that the engine knows of an image: {@code docker image inspect}.
   *
   * @param image its name or id
   * @return the answer
   * @throws DockerException when there is no such image
   */
  public DockerInspect inspectImage(String image) {
    return new DockerInspect(ask(EngineRequest.get(ofImage(image) + "/json")).toString());
  }

  /**
   * Removes an image: {@code docker rmi}.
   *
   * @param image its name or id
   * @throws DockerException when there is no such image, or a container is made of it
   */
  public void rmi(String image) {
    ask(EngineRequest.delete(ofImage(image)));
  }

  /**
   * Brings an image into the engine, with no network: {@code docker load}.
   *
   * @param image one of ours; its configuration's digest becomes the id
   * @param name what it is to be called, for example {@code app:1}
   * @return the image's id
   * @throws DockerException when the engine refused
   */
  public String load(Image image, String name) {
    Given.notNull(image, "image", "one, for example of Image.read");
    images.load(image, ImageName.tagged(name));
    return inspectImage(name).get("Id");
  }

  /**
   * Takes an image out of the engine: {@code docker save}.
   *
   * @param image its name or id
   * @return the image, in a directory that goes with this notebook
   * @throws DockerException when there is no such image
   */
  public Image save(String image) {
    return images.save(image);
  }

  /**
   * Builds an image with the engine's own builder: {@code docker build}.
   *
   * @param name what it is to be called
   * @param dockerfile the text of the Dockerfile
   * @param context the files that {@code COPY} and {@code ADD} find, their texts by their names
   * @return what the builder said
   * @throws DockerException for the step that failed, after what the builder had said
   */
  public String build(String name, String dockerfile, Map<String, String> context) {
    return images.build(name, dockerfile, context);
  }

  /**
   * Builds an image of a Dockerfile that needs no files.
   *
   * @param name what it is to be called
   * @param dockerfile the text of the Dockerfile
   * @return what the builder said
   * @throws DockerException for the step that failed, after what the builder had said
   */
  public String build(String name, String dockerfile) {
    return build(name, dockerfile, Map.of());
  }

  /** Begins to collect what happens: {@code docker events}. */
  public DockerEvents events() {
    return DockerEvents.open(checkedApi());
  }

  /**
   * Lists the networks: {@code docker network ls}.
   *
   * @return columns network id, name, driver, subnet (STRING)
   */
  public Table networks() {
    JsonElement answer = ask(EngineRequest.get("/networks"));
    return DockerTables.of("networks", DockerRows.Net.class, answer, DockerRows.Net::of);
  }

  /**
   * Makes a network of the driver bridge, in which containers find one another by name: {@code
   * docker network create}. One of this name that is there stays.
   *
   * @param name 1 to 128 letters, digits, dots, dashes or underscores
   * @return this engine
   * @throws DockerException when the engine refused
   */
  public Docker createNetwork(String name) {
    return resources().createNetwork(name);
  }

  /**
   * Removes a network: {@code docker network rm}.
   *
   * @param name its name or id
   * @throws DockerException when there is no such network, or containers are in it
   */
  public void removeNetwork(String name) {
    resources().removeNetwork(name);
  }

  /**
   * Lists the volumes: {@code docker volume ls}.
   *
   * @return columns driver, name, mountpoint (STRING)
   */
  public Table volumes() {
    JsonElement answer = EngineJson.at(ask(EngineRequest.get("/volumes")), "Volumes");
    return DockerTables.of("volumes", DockerRows.Volume.class, answer, DockerRows.Volume::of);
  }

  /**
   * Makes a volume: {@code docker volume create}. One of this name that is there stays.
   *
   * @param name 1 to 128 letters, digits, dots, dashes or underscores
   * @return this engine
   * @throws DockerException when the engine refused
   */
  public Docker createVolume(String name) {
    return resources().createVolume(name);
  }

  /**
   * Removes a volume: {@code docker volume rm}.
   *
   * @param name its name
   * @throws DockerException when there is no such volume, or a container has it
   */
  public void removeVolume(String name) {
    resources().removeVolume(name);
  }

  /**
   * Says which version the engine and its parts have: {@code docker version}.
   *
   * @return columns what, value (STRING)
   */
  public Table version() {
    return DockerTables.told("version", ask(EngineRequest.get("/version")));
  }

  /**
   * Says how the engine is set up: {@code docker info}.
   *
   * @return columns what, value (STRING)
   */
  public Table info() {
    return DockerTables.told("info", ask(EngineRequest.get("/info")));
  }

  /**
   * Runs a docker command as it would be typed, where that program is installed.
   *
   * @param words what follows {@code docker}, for example {@code "ps -a"}; split at blanks
   * @return what it wrote and how it ended
   * @throws IllegalStateException when the docker command is not installed
   */
  public Output command(String words) {
    Given.text(words, "docker command");
    checkedApi();
    Path program =
        InstalledProgram.find("docker", "the methods of this class do without; or install Docker");
    String[] arguments =
        Stream.concat(
                Stream.of("--host", "unix://" + socket()), Stream.of(words.strip().split("\\s+")))
            .toArray(String[]::new);
    return Host.run(program.toString(), arguments);
  }

  /** Returns the Unix socket at which the engine answers. */
  public Path socket() {
    return api.socket();
  }

  /** Returns the version of the API that is spoken, for example {@code 1.41}. */
  public String apiVersion() {
    return api.version().toString();
  }

  /** Says whether it has not been closed, and runs where it is this notebook's own. */
  public boolean isOpen() {
    return owner.isOpen();
  }

  /**
   * Removes all that this notebook has made in the engine, and ends it where it is the notebook's
   * own. A second time does nothing.
   */
  @Override
  public void close() {
    DockerSession.close(this);
  }

  /** Returns {@code engine Docker/20.10.24 (linux), API 1.41, at /run/docker.sock}. */
  @Override
  public String toString() {
    return "engine %s, API %s, at %s%s"
        .formatted(api.server(), api.version(), socket(), isOpen() ? "" : " (closed)");
  }

  EngineApi api() {
    return api;
  }

  EngineOwner engineOwner() {
    return owner;
  }

  boolean isPrivate() {
    return owner.isPrivate();
  }

  String owner() {
    return DockerSession.LABEL_VALUE;
  }

  JsonElement ask(EngineRequest request) {
    return checkedApi().ask(request);
  }

  private EngineApi checkedApi() {
    if (!isOpen()) {
      throw new IllegalStateException(
          "the engine at %s is closed: Docker.start() starts another".formatted(socket()));
    }
    return api;
  }

  private DockerResources resources() {
    return owner.resources(this);
  }

  private static String ofImage(String image) {
    return "/images/" + EngineRequest.part(ImageName.check(image));
  }
}
