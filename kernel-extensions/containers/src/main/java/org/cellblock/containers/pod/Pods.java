package org.cellblock.containers.pod;

import java.util.List;
import java.util.Optional;
import org.cellblock.containers.host.OpenThings;
import org.cellblock.linux.Given;
import org.cellblock.linux.Turn;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/** The pods of this notebook that are open. */
public final class Pods {

  private static final OpenThings<Pod> OPEN =
      OpenThings.of(OpenThings.Stage.SYSTEMS, Pod::name, Pod::close);

  private static final Turn STARTING = new Turn();

  private Pods() {}

  /** Returns the pods that are open, in the order of their start. */
  public static List<Pod> all() {
    return OPEN.all();
  }

  /**
   * Finds an open pod.
   *
   * @param name its name
   * @return the pod
   * @throws IllegalArgumentException when no open pod has this name
   */
  public static Pod named(String name) {
    return OPEN.find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "pod [%s] is not open: open are %s".formatted(name, names())));
  }

  /**
   * Lists the containers of all pods that are open.
   *
   * @return columns as {@link Pod#status} has them
   */
  public static Table list() {
    List<Pod.Row> rows = all().stream().flatMap(each -> each.rows().stream()).toList();
    return Tables.of("pods", Pod.Row.class, rows);
  }

  /** Closes all pods that are open. */
  public static void closeAll() {
    OPEN.closeAll();
  }

  static Pod start(PodSpec spec) {
    Given.notNull(spec, "spec", "Pod.named(\"shop\")");
    spec.check();
    Pod[] started = new Pod[1];
    STARTING.take("start of pod " + spec.name(), () -> started[0] = startAlone(spec));
    return started[0];
  }

  private static Pod startAlone(PodSpec spec) {
    Optional<Pod> holder = OPEN.find(spec.name());
    if (holder.isPresent()) {
      throw new IllegalArgumentException(
          "pod [%s]: one of this name runs: close it first, Pods.named(\"%s\").close()"
              .formatted(spec.name(), spec.name()));
    }
    Pod pod = new Pod(spec, Sandbox.open(spec));
    OPEN.put(pod);
    try {
      pod.startAll();
      return pod;
    } catch (RuntimeException refused) {
      pod.close();
      throw refused;
    }
  }

  static void remove(Pod pod) {
    OPEN.remove(pod);
  }

  private static String names() {
    return all().stream().map(Pod::name).toList().toString();
  }
}
