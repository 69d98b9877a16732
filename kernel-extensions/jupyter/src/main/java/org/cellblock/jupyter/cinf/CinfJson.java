package org.cellblock.jupyter.cinf;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.cellblock.procfs.cinf.CinfProcess;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Processes and tables as JSON, one object a line. */
final class CinfJson {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private CinfJson() {}

  /** Returns one process: an object on one line. */
  static String of(CinfProcess process) {
    JsonObject object = new JsonObject();
    object.addProperty("pid", process.pid());
    object.addProperty("ppid", process.ppid());
    object.addProperty("name", process.name());
    object.addProperty("state", process.state());
    object.addProperty("nthreads", process.nthreads());
    JsonArray cgroups = new JsonArray();
    process.cgroups().lines().forEach(cgroups::add);
    object.add("cgroups", cgroups);
    JsonArray uids = new JsonArray();
    for (String uid : process.uids().split(" ")) {
      uids.add(Long.parseLong(uid));
    }
    object.add("uids", uids);
    object.addProperty("cmd", process.cmd());
    return GSON.toJson(object);
  }

  /** Returns processes: an array. */
  static String of(List<CinfProcess> processes) {
    return array(processes.stream().map(CinfJson::of).toList());
  }

  /** Returns a table: an array of its rows. */
  static String of(Table table) {
    List<String> rows =
        table.stream()
            .map(
                row -> {
                  JsonObject object = new JsonObject();
                  for (Column<?> column : table.columns()) {
                    add(object, column, row.getRowNumber());
                  }
                  return GSON.toJson(object);
                })
            .toList();
    return array(rows);
  }

  /** Returns an error: an object with its message. */
  static String error(String message) {
    JsonObject object = new JsonObject();
    object.addProperty("error", message);
    return GSON.toJson(object) + "\n";
  }

  private static void add(JsonObject object, Column<?> column, int row) {
    if (column instanceof NumericColumn<?>) {
      object.addProperty(column.name(), (Number) column.get(row));
    } else {
      object.addProperty(column.name(), column.getString(row));
    }
  }

  private static String array(List<String> objects) {
    return objects.stream().collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }
}
