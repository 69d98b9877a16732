package org.cellblock.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.docker.Docker;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.jail.Jails;
import org.cellblock.containers.lxc.Lxc;
import org.cellblock.containers.oci.OciContainers;
import org.cellblock.containers.oci.Runc;
import org.cellblock.containers.pod.Pod;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Namespace;

/**
 * A process that makes and closes containers of all kinds until it is killed.
 *
 * <p>Arguments: a seed, and how many rounds. What this machine doesn't allow is left out: it says
 * so in its first round.
 */
public final class Life {

  /** One thing to do; some of it stays until the round ends. */
  private interface Step {
    void run() throws IOException;
  }

  private static final Namespace[] FIVE = {
    Namespace.MOUNT, Namespace.UTS, Namespace.IPC, Namespace.NETWORK, Namespace.PID
  };

  private int number;

  private Life() {}

  public static void main(String[] arguments) {
    Random random = new Random(Long.parseLong(arguments[0]));
    int rounds = Integer.parseInt(arguments[1]);
    System.out.println("begun");
    Life life = new Life();
    for (int i = 0; i < rounds; i++) {
      life.round(random);
    }
  }

  private void round(Random random) {
    List<Step> steps =
        new ArrayList<>(
            List.of(
                this::cell,
                this::cell,
                this::onTheHostsPids,
                this::layers,
                this::jail,
                this::pod,
                this::image,
                this::cgroup,
                this::lxc,
                this::runc,
                this::host,
                this::temporaryDirectory));
    if (random.nextInt(4) == 0) { // each round has an engine of its own, which takes seconds
      steps.add(this::docker);
    }
    Collections.shuffle(steps, random);
    for (Step each : steps) {
      try {
        each.run();
      } catch (IOException | RuntimeException refused) {
        System.out.println("left out: " + String.valueOf(refused.getMessage()).split("\n")[0]);
      }
    }
    Jails.stopAll();
    OciContainers.closeAll();
    OpenThings.closeEverything();
  }

  private Cell pivoted(RootFs root) {
    Cell cell = Cell.open("life-" + number++);
    cell.unshare(FIVE).sethostname("life");
    return cell.pivotRoot(root);
  }

  private void cell() {
    Cell cell = pivoted(RootFs.busybox());
    cell.run("true");
    cell.start("sh", "-c", "setsid sleep 97000 & sleep 97000");
  }

  private void onTheHostsPids() {
    Cell cell = Cell.open("life-" + number++).unshare(Namespace.UTS);
    cell.start("sh", "-c", "setsid sleep 98000 & sleep 98000");
    cell.run("sh", "-c", "setsid sleep 98001 >/dev/null 2>&1 &");
  }

  private void layers() {
    Cell cell = pivoted(RootFs.layers(RootFs.busybox()));
    cell.run("sh", "-c", "echo layer > /file");
  }

  private void jail() {
    Jail jail =
        Jail.named("jail" + number++).rootFs(RootFs.busybox()).command("/bin/sleep", "99000");
    jail.start();
  }

  private void pod() {
    Pod.named("pod" + number++)
        .memory("64m")
        .emptyDir("data")
        .initContainer("first", "true")
        .container("app", "sh", "-c", "setsid sleep 93000 & sleep 93000")
        .container("sidecar", "sleep", "93000")
        .start()
        .restart("sidecar");
  }

  private void image() throws IOException {
    Path place = Host.temporaryDirectory("image");
    Path layer = Files.createDirectories(place.resolve("layer/etc"));
    Files.writeString(layer.resolve("motd"), "life\n");
    Image image = Image.build().layer(layer.getParent()).writeTo(place.resolve("made"));
    image.unpack(place.resolve("unpacked"));
    pivoted(RootFs.layers(RootFs.busybox(), place.resolve("unpacked"))).run("true");
  }

  private void cgroup() {
    Cgroup cgroup = Cgroup.create("life" + number++);
    cgroup.pids(20);
    cgroup.start("sh", "-c", "sleep 96000 & sleep 96000");
  }

  private void lxc() {
    Lxc.named("life" + number++).rootFs(RootFs.busybox()).start();
  }

  private void runc() {
    Runc.start(Runc.bundle(RootFs.busybox()).args("sleep", "95000"));
  }

  private void docker() {
    Docker.run("busybox", "sleep", "93000").network("none").start();
  }

  private void host() {
    Host.run("true");
    Host.start("sh", "-c", "setsid sleep 94000 & sleep 94000");
  }

  private void temporaryDirectory() throws IOException {
    Files.writeString(Host.temporaryDirectory("life").resolve("file"), "text");
  }
}
