package org.cellblock.containers.cgroup;

/** Makes a cgroup with a process in it, says where, and waits to be killed. */
final class KilledMain {

  private KilledMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Cgroup cgroup = Cgroup.create("killed");
    cgroup.start("sh", "-c", "sleep 1000 & wait");
    int last = cgroup.paths().size() - 1;
    System.out.println(cgroup.paths().get(last));
    Thread.sleep(60_000);
  }
}
