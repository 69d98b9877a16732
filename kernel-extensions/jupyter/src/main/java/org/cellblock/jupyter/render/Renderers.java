package org.cellblock.jupyter.render;

import j2html.TagCreator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cellblock.claims.CheckedClaim;
import org.cellblock.containers.Cell;
import org.cellblock.containers.cgroup.Cgroup;
import org.cellblock.containers.cgroup.OtherCgroup;
import org.cellblock.containers.cgroup.Watch;
import org.cellblock.containers.compare.Comparison;
import org.cellblock.containers.docker.DockerEvents;
import org.cellblock.containers.docker.DockerInspect;
import org.cellblock.containers.host.Box;
import org.cellblock.containers.host.Output;
import org.cellblock.containers.jail.Jail;
import org.cellblock.containers.lxc.LxcConfig;
import org.cellblock.containers.oci.OciConfig;
import org.cellblock.containers.pod.Pod;
import org.cellblock.containers.pod.PodSpec;
import org.cellblock.procfs.cinf.Monitoring;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

/** Registers how Cellblock's values are shown, each as HTML and as text. */
public final class Renderers {
  private Renderers() {}

  /**
   * Registers all of them.
   *
   * @param renderer a notebook kernel's renderer
   * @param onOutput told of each program's output before it is shown
   * @param onMonitoring told of what a monitor has seen before it is shown
   */
  public static void register(
      Renderer renderer, Consumer<Output> onOutput, Consumer<Monitoring> onMonitoring) {
    add(renderer, Table.class, t -> TableView.of(t).html(), t -> TableView.of(t).text());
    add(renderer, Output.class, TerminalView::html, output -> text(output, onOutput));
    add(renderer, CheckedClaim.class, ClaimView::html, CheckedClaim::toString);
    add(renderer, Box.class, BoxView::html, Box::toString);
    add(renderer, Cell.class, c -> BoxView.html(c.picture()), c -> c.picture().toString());
    add(renderer, Jail.class, JailView::html, JailView::text);
    add(
        renderer,
        Cgroup.class,
        c -> c.isOpen() ? BoxView.html(c.picture()) : TagCreator.text(c.toString()).render(),
        Cgroup::toString);
    add(renderer, OtherCgroup.class, c -> BoxView.html(c.picture()), c -> c.picture().toString());
    add(
        renderer,
        DockerEvents.class,
        events -> TableView.of(events.table()).html(),
        events -> TableView.of(events.table()).text());
    add(renderer, DockerInspect.class, i -> ConfigView.html(i.json()), DockerInspect::toString);
    add(renderer, Pod.class, p -> BoxView.html(p.picture()), p -> p.picture().toString());
    add(renderer, PodSpec.class, s -> ConfigView.html(s.toYaml()), PodSpec::toYaml);
    add(renderer, OciConfig.class, c -> ConfigView.html(c.json()), OciConfig::toString);
    add(renderer, LxcConfig.class, c -> ConfigView.html(c.text()), LxcConfig::toString);
    add(
        renderer,
        Comparison.class,
        c -> BoxView.html(c.picture()) + TableView.of(c.table()).html(),
        c -> TableView.of(c.table()).text());
    add(renderer, Watch.class, WatchView::html, WatchView::text);
    add(
        renderer,
        Monitoring.class,
        seen -> MonitoringView.of(seen).html(),
        seen -> text(seen, onMonitoring));
  }

  private static String text(Monitoring seen, Consumer<Monitoring> onMonitoring) {
    onMonitoring.accept(seen);
    return MonitoringView.of(seen).text();
  }

  private static String text(Output output, Consumer<Output> onOutput) {
    onOutput.accept(output);
    return TerminalView.text(output);
  }

  private static <T> void add(
      Renderer renderer, Class<T> type, Function<T, String> html, Function<T, String> text) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML)
        .supporting(MIMEType.TEXT_PLAIN)
        .register(
            (value, context) -> {
              context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> text.apply(value));
              context.renderIfRequested(MIMEType.TEXT_HTML, () -> html.apply(value));
            });
  }
}
