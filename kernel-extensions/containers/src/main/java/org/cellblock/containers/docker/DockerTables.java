package org.cellblock.containers.docker;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cellblock.procfs.Tables;
import tech.tablesaw.api.Table;

/** Makes tables of what an engine says of itself. */
final class DockerTables {

  private DockerTables() {}

  static Table told(String name, JsonElement answer) {
    List<DockerRows.Told> rows = new ArrayList<>();
    DockerInspect.collect("", answer, rows);
    return Tables.of(name, DockerRows.Told.class, rows);
  }

  static <R extends Record> Table of(
      String name, Class<R> type, JsonElement list, Function<JsonElement, R> row) {
    return Tables.of(name, type, EngineJson.list(list).stream().map(row).toList());
  }

  static Table images(JsonElement images) {
    List<DockerRows.Stored> rows =
        EngineJson.list(images).stream()
            .flatMap(each -> DockerRows.Stored.of(each).stream())
            .toList();
    return Tables.of("images", DockerRows.Stored.class, rows);
  }
}
