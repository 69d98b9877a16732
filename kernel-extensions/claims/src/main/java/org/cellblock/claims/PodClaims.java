package org.cellblock.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.containers.Cell;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.pod.Pod;
import org.cellblock.containers.pod.PodContainer;
import org.cellblock.containers.pod.PodSpec;
import org.cellblock.linux.Linux;

/** What the containers of a pod share, and what each has alone. */
final class PodClaims {

  private static final String POD = "claim-check";
  private static final String APP = "app";
  private static final String SIDECAR = "sidecar";
  private static final String[] SLEEP = {"sleep", "100"};

  private PodClaims() {}

  private static PodSpec two() {
    Trial.busybox();
    return Pod.named(POD).container(APP, SLEEP).container(SIDECAR, SLEEP);
  }

  private static String in(Pod pod, String container, String program, String... arguments) {
    return Trial.in(pod.container(container).cell(), program, arguments);
  }

  @Checks("C187")
  static Evidence anIpAddressAndAHostName() {
    try (Pod pod = two().start();
        Pod other = Pod.named(POD + "-2").container(APP, SLEEP).start()) {
      NotTestableHere.unless(
          !pod.toString().contains("without an address"), "the program ip, of iproute2");
      String[] one = {pod.address(), in(pod, APP, "hostname"), in(pod, SIDECAR, "hostname")};
      return anIpAddressAndAHostName(
          one, other.address(), in(other, APP, "hostname"), Host.hostname());
    }
  }

  static Evidence anIpAddressAndAHostName(
      String[] one, String otherAddress, String otherName, String host) {
    boolean isOne = one[1].equals(one[2]) && !one[1].equals(host);
    return Evidence.confirmedIf(
        isOne && !one[0].equals(otherAddress) && !one[1].equals(otherName),
        "one pod has %s and %s in both containers, another %s and %s; the host's name is %s",
        one[0],
        one[1],
        otherAddress,
        otherName,
        host);
  }

  @Checks("C188")
  static Evidence reachEachOtherOnLocalhost() throws IOException {
    try (Pod pod = two().start()) {
      pod.container(APP).cell().start("nc", "-l", "-p", "8080", "-e", "echo", "hello");
      Cell sidecar = pod.container(SIDECAR).cell();
      String[] answer = {""};
      Wait.until(
          () -> {
            answer[0] = sidecar.start("nc", "127.0.0.1", "8080").waitFor().stdout().strip();
            return !answer[0].isEmpty();
          });
      Output alone = alone("nc", "127.0.0.1", "8080");
      return reachEachOtherOnLocalhost(answer[0], alone.stdout().strip());
    }
  }

  static Evidence reachEachOtherOnLocalhost(String answer, String alone) {
    return Evidence.confirmedIf(
        answer.equals("hello") && alone.isEmpty(),
        "127.0.0.1:8080 of one container answered another of its pod with [%s], and a container of"
            + " no pod with [%s]",
        answer,
        alone);
  }

  private static Output alone(String program, String... arguments) {
    try (Cell cell = Trial.container()) {
      return cell.start(program, arguments).waitFor();
    }
  }

  @Checks("C189")
  static Evidence doesntSeeTheFilesOfTheOthers() {
    try (Pod pod = two().start()) {
      in(pod, APP, "touch", "/tmp/of-app");
      return doesntSeeTheFilesOfTheOthers(
          in(pod, APP, "ls", "/tmp"), in(pod, SIDECAR, "ls", "/tmp"));
    }
  }

  static Evidence doesntSeeTheFilesOfTheOthers(String app, String sidecar) {
    return Evidence.confirmedIf(
        app.equals("of-app") && sidecar.isEmpty(),
        "a file made in /tmp: its maker lists [%s], the other container [%s]",
        app,
        sidecar);
  }

  @Checks("C190")
  static Evidence doesntSeeTheProcessesOfTheOthers() {
    return doesntSeeTheProcessesOfTheOthers(
        sleepersSeen(two()), sleepersSeen(two().shareProcessNamespace()));
  }

  private static String sleepersSeen(PodSpec two) {
    try (Pod pod = two.start()) {
      pod.containers().forEach(each -> Trial.running(each.program()));
      return in(pod, APP, "sh", "-c", "ps -o args | grep -c '^sleep 100'");
    }
  }

  static Evidence doesntSeeTheProcessesOfTheOthers(String apart, String together) {
    return Evidence.confirmedIf(
        apart.equals("1") && together.equals("2"),
        "of two sleeping containers one sees %s; with shareProcessNamespace it sees %s",
        apart,
        together);
  }

  @Checks("C191")
  static Evidence canUseSharedMemoryAndOtherIpc() throws IOException {
    try (Pod pod = two().start()) {
      in(pod, APP, "sh", "-c", "echo shared > /dev/shm/memory");
      String memory = in(pod, SIDECAR, "cat", "/dev/shm/memory");
      queues(pod.container(APP).cell(), "made-by-app");
      boolean queue = hasQueue(pod.container(SIDECAR), "made-by-app");
      return canUseSharedMemoryAndOtherIpc(memory, queue);
    }
  }

  static Evidence canUseSharedMemoryAndOtherIpc(String memory, boolean hasQueue) {
    return Evidence.confirmedIf(
        memory.equals("shared") && hasQueue,
        "the other container read [%s] in /dev/shm, which the pod mounts in both, and %s the"
            + " message queue, by the IPC namespace",
        memory,
        hasQueue ? "has" : "hasn't");
  }

  /** Shows a cell's message queues as files, and makes one. */
  static void queues(Cell cell, String made) throws IOException {
    cell.call(
        () -> {
          Path place = Files.createDirectories(Path.of("/dev/mqueue"));
          Linux.mount("mqueue", place.toString(), "mqueue");
          if (made != null) {
            Files.createFile(place.resolve(made));
          }
        });
  }

  private static boolean hasQueue(PodContainer container, String name) throws IOException {
    queues(container.cell(), null);
    return container.cell().call(() -> Files.exists(Path.of("/dev/mqueue", name)));
  }
}
