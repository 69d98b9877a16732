package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Makes tables of what an engine says of a container. */
final class ContainerTables {

  private static final double NANOS_PER_MILLI = 1e6;

  private ContainerTables() {}

  /** The columns are those of whatever ps(1) the engine found. */
  static Table top(String name, JsonElement top) {
    List<StringColumn> columns = new ArrayList<>();
    for (String title : EngineJson.texts(top, "Titles")) {
      columns.add(StringColumn.create(title.toLowerCase(Locale.ROOT)));
    }
    for (JsonElement process : EngineJson.list(top, "Processes")) {
      List<String> values = EngineJson.texts(process);
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).append(i < values.size() ? values.get(i) : "");
      }
    }
    return Tables.of("processes of " + name, DockerRows.Told.class, List.of())
        .removeColumns("what", "value")
        .addColumns(columns.toArray(StringColumn[]::new));
  }

  static Table stats(String name, JsonElement stats) {
    List<DockerRows.Told> rows = new ArrayList<>();
    long limit = EngineJson.number(stats, "memory_stats", "limit");
    add(rows, "memory", bytes(memory(stats)));
    add(rows, "memory limit", limit == 0 ? "" : bytes(limit));
    long nanos = EngineJson.number(stats, "cpu_stats", "cpu_usage", "total_usage");
    add(rows, "cpu time", Math.round(nanos / NANOS_PER_MILLI) + " ms");
    add(rows, "pids", "" + EngineJson.number(stats, "pids_stats", "current"));
    EngineJson.fields(stats, "networks")
        .forEach(
            (device, net) -> {
              add(rows, device + " received", bytes(EngineJson.number(net, "rx_bytes")));
              add(rows, device + " sent", bytes(EngineJson.number(net, "tx_bytes")));
            });
    return Tables.of("stats of " + name, DockerRows.Told.class, rows);
  }

  /** Without files that are cached and nobody uses, as the docker command counts. */
  private static long memory(JsonElement stats) {
    long usage = EngineJson.number(stats, "memory_stats", "usage");
    long v1 = EngineJson.number(stats, "memory_stats", "stats", "total_inactive_file");
    long v2 = EngineJson.number(stats, "memory_stats", "stats", "inactive_file");
    return Math.max(0, usage - (v1 > 0 ? v1 : v2));
  }

  private static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int power = 0;
    while (value >= 1024 && power < units.length - 1) {
      value /= 1024;
      power++;
    }
    return power == 0
        ? bytes + "B"
        : String.format(Locale.ROOT, "%.4g%s", value, units[power])
            .replaceFirst("\\.?0+(?=[KMGT])", "");
  }

  private static void add(List<DockerRows.Told> rows, String what, String value) {
    rows.add(new DockerRows.Told(what, value));
  }
}
