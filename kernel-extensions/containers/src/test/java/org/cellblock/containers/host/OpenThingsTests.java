package org.cellblock.containers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cellblock.containers.host.OpenThings.Stage;
import org.junit.jupiter.api.Test;

class OpenThingsTests {

  private record Thing(String name, int number) {}

  private final List<Thing> closed = new ArrayList<>();

  private final OpenThings<Thing> things =
      OpenThings.of(Stage.SYSTEMS, Thing::name, OpenThingsTests.this::close);

  private void close(Thing thing) {
    things.remove(thing);
    closed.add(thing);
    if (thing.number() < 0) {
      throw new IllegalStateException(thing + " can't be closed");
    }
    if (thing.number() == 0) {
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.currentThread().isInterrupted()).isEqualTo(thing.number() == 0);
  }

  @Test
  void oneNameIsOneThing() {
    Thing first = new Thing("web", 1);
    Thing second = new Thing("web", 2);
    assertThat(things.put(first)).isEmpty();
    things.put(new Thing("db", 1));
    assertThat(things.put(second)).contains(first);
    things.remove(first);
    assertThat(things.find("web")).contains(second);
    assertThat(things.all()).containsExactly(new Thing("db", 1), second);
    things.closeAll();
    assertThat(things.all()).isEmpty();
  }

  @Test
  void whatCantBeClosedKeepsNobodyElseOpen() {
    things.put(new Thing("bad", -1));
    things.put(new Thing("good", 1));
    assertThatThrownBy(things::closeAll).hasMessageContaining("can't be closed");
    assertThat(closed).hasSize(2);
    assertThat(things.all()).isEmpty();
  }

  @Test
  void anInterruptKeepsNobodyOpenAndIsNotLost() {
    things.put(new Thing("interrupted", 0));
    things.put(new Thing("next", 1));
    things.closeAll();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(closed).hasSize(2);
  }

  @Test
  void theEndClosesAllStageByStage() throws IOException, InterruptedException {
    Process ended = OwnJava.start(EndedMain.class);
    List<String> expected = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      expected.add(stage.name());
      expected.add("after " + stage);
    }
    String said = new String(ended.getInputStream().readAllBytes());
    assertThat(said.lines()).isEqualTo(expected);
    assertThat(expected).startsWith("SYSTEMS", "after SYSTEMS", "CELLS");
  }
}
