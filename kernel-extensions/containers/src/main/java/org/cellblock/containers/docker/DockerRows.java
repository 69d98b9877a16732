package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The rows of the tables that an engine's answers become, with the columns of the docker command.
 */
public final class DockerRows {

  private static final int SHORT_ID = 12;
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private DockerRows() {}

  /**
   * A line of {@code docker ps}.
   *
   * @param containerId the first twelve digits
   * @param image the name that it was made of
   * @param command what it runs
   * @param created how long ago
   * @param status for example {@code Up 5 seconds}
   * @param ports what is published
   * @param names its name, and those that others have for it
   */
  public record Container(
      String containerId,
      String image,
      String command,
      String created,
      String status,
      String ports,
      String names) {

    static Container of(JsonElement row) {
      return new Container(
          shortId(EngineJson.text(row, "Id")),
          EngineJson.text(row, "Image"),
          EngineJson.text(row, "Command"),
          ago(EngineJson.number(row, "Created")),
          EngineJson.text(row, "Status"),
          EngineJson.list(row, "Ports").stream()
              .map(Container::port)
              .collect(Collectors.joining(", ")),
          EngineJson.texts(row, "Names").stream()
              .map(each -> each.replaceFirst("^/", ""))
              .collect(Collectors.joining(",")));
    }

    private static String port(JsonElement port) {
      String inside = EngineJson.number(port, "PrivatePort") + "/" + EngineJson.text(port, "Type");
      long outside = EngineJson.number(port, "PublicPort");
      return outside == 0
          ? inside
          : "%s:%d->%s".formatted(EngineJson.text(port, "IP"), outside, inside);
    }
  }

  /**
   * A line of {@code docker images}.
   *
   * @param repository the name without the tag
   * @param tag the tag
   * @param imageId the first twelve digits
   * @param created how long ago
   * @param size of all layers together
   */
  public record Stored(String repository, String tag, String imageId, String created, String size) {

    static List<Stored> of(JsonElement image) {
      List<String> tags = EngineJson.texts(image, "RepoTags");
      return (tags.isEmpty() ? List.of("<none>:<none>") : tags)
          .stream()
              .map(
                  tag ->
                      new Stored(
                          tag.substring(0, tag.lastIndexOf(':')),
                          tag.substring(tag.lastIndexOf(':') + 1),
                          shortId(EngineJson.text(image, "Id")),
                          ago(EngineJson.number(image, "Created")),
                          inUnits(EngineJson.number(image, "Size"))))
              .toList();
    }
  }

  /**
   * A line of {@code docker history}: a step that made the image, the last one first.
   *
   * @param image the first twelve digits of the step's image; {@code <missing>} where it has none
   * @param created how long ago
   * @param createdBy what was run
   * @param size of the step's layer
   * @param comment what the builder notes
   */
  public record Step(String image, String created, String createdBy, String size, String comment) {

    static Step of(JsonElement step) {
      return new Step(
          shortId(EngineJson.text(step, "Id")),
          ago(EngineJson.number(step, "Created")),
          EngineJson.text(step, "CreatedBy"),
          inUnits(EngineJson.number(step, "Size")),
          EngineJson.text(step, "Comment"));
    }
  }

  /**
   * A line of {@code docker diff}.
   *
   * @param kind {@code A} added, {@code C} changed, {@code D} deleted
   * @param path inside the container
   */
  public record Change(String kind, String path) {

    private static final List<String> KINDS = List.of("C", "A", "D");

    static Change of(JsonElement change) {
      int kind = (int) EngineJson.number(change, "Kind");
      return new Change(
          kind >= 0 && kind < KINDS.size() ? KINDS.get(kind) : "?",
          EngineJson.text(change, "Path"));
    }
  }

  /**
   * One thing that an engine says.
   *
   * @param what its name; a path where the answer has objects in objects
   * @param value what it says
   */
  public record Told(String what, String value) {}

  /**
   * A line of {@code docker network ls}, with the addresses.
   *
   * @param networkId the first twelve digits
   * @param name its name
   * @param driver {@code bridge}, {@code host}, {@code null}
   * @param subnet its addresses
   */
  public record Net(String networkId, String name, String driver, String subnet) {

    static Net of(JsonElement net) {
      return new Net(
          shortId(EngineJson.text(net, "Id")),
          EngineJson.text(net, "Name"),
          EngineJson.text(net, "Driver"),
          EngineJson.list(net, "IPAM", "Config").stream()
              .map(each -> EngineJson.text(each, "Subnet"))
              .collect(Collectors.joining(", ")));
    }
  }

  /**
   * A line of {@code docker volume ls}, with the place.
   *
   * @param driver {@code local}
   * @param name its name
   * @param mountpoint where it is, as the engine sees it
   */
  public record Volume(String driver, String name, String mountpoint) {

    static Volume of(JsonElement volume) {
      return new Volume(
          EngineJson.text(volume, "Driver"),
          EngineJson.text(volume, "Name"),
          EngineJson.text(volume, "Mountpoint"));
    }
  }

  static String shortId(String id) {
    String digits = id.replaceFirst("^sha256:", "");
    return digits.length() > SHORT_ID ? digits.substring(0, SHORT_ID) : digits;
  }

  /** Says how long ago a time was, as the docker command does. */
  static String ago(long epochSeconds) {
    if (epochSeconds <= 0) {
      return "";
    }
    long seconds = Duration.between(Instant.ofEpochSecond(epochSeconds), Instant.now()).toSeconds();
    return words(Math.max(0, seconds)) + " ago";
  }

  private static String words(long seconds) {
    if (seconds < 120) {
      return count(seconds, "second");
    }
    if (seconds < 2 * 3600) {
      return count(seconds / 60, "minute");
    }
    return seconds < 48 * 3600
        ? count(seconds / 3600, "hour")
        : count(seconds / (24 * 3600), "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /** Says a number of bytes in powers of 1000, as the docker command does for images. */
  static String inUnits(long bytes) {
    double value = bytes;
    int power = 0;
    while (value >= 1000 && power < UNITS.length - 1) {
      value /= 1000;
      power++;
    }
    return power == 0
        ? bytes + UNITS[0]
        : String.format(Locale.ROOT, "%.3g%s", value, UNITS[power]);
  }
}
