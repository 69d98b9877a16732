package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to an engine; none is asked here. */
class DockerRunTests {

  @Test
  void theDocumentAndTheCommandSayTheSame() {
    DockerRun run =
        Docker.run("busybox", "sh", "-c", "echo $A")
            .memory("400m")
            .cpus(0.5)
            .pids(20)
            .cpuShares(512)
            .capAdd("NET_ADMIN")
            .user("1000")
            .network("none")
            .name("foo")
            .env("A", "b c")
            .volume("/tmp", "/data:ro")
            .port(8080, 80)
            .interactive();
    assertThat(run.commandLine())
        .isEqualTo(
            "docker run -d --memory 400m --cpus 0.5 --pids-limit 20 --cpu-shares 512 --cap-add"
                + " NET_ADMIN --user 1000 --network none --name foo --env 'A=b c' --volume"
                + " /tmp:/data:ro --publish 8080:80 -it busybox sh -c 'echo $A'");
    assertThat(run.document("me"))
        .isEqualTo(
            JsonParser.parseString(
                "{User:'1000',Env:['A=b c'],ExposedPorts:{'80/tcp':{}},Tty:true,OpenStdin:true,"
                    + "AttachStdin:true,Image:busybox,Cmd:[sh,-c,'echo $A'],"
                    + "Labels:{'org.cellblock.owner':me},HostConfig:{Memory:419430400,"
                    + "NanoCpus:500000000,PidsLimit:20,CpuShares:512,CapAdd:[NET_ADMIN],"
                    + "NetworkMode:none,Binds:['/tmp:/data:ro'],"
                    + "PortBindings:{'80/tcp':[{HostPort:'8080'}]}}}"));
  }

  @Test
  void withoutAProgramTheImagesOwnRuns() {
    DockerRun run = Docker.run("localhost/app:1");
    assertThat(run.commandLine()).isEqualTo("docker run -d localhost/app:1");
    assertThat(run.document("me").has("Cmd")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../etc", "?x", "-it"})
  void whatIsNoNameOfAnImageIsRefused(String name) {
    assertThatThrownBy(() -> Docker.run(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("image [" + name + "]: expected a name such as busybox");
  }

  @Test
  void whatIsOutOfItsRangeIsRefusedBeforeAnEngineIsAsked() {
    DockerRun run = Docker.run("busybox");
    assertThatThrownBy(() -> run.name("x")).hasMessageContaining("container name [x]: expected 2");
    assertThatThrownBy(() -> run.memory("lots")).hasMessageContaining("memory [lots]");
    assertThatThrownBy(() -> run.cpus(0)).hasMessageContaining("cpus [0.0]");
    assertThatThrownBy(() -> run.pids(0)).hasMessageContaining("pids [0]");
    assertThatThrownBy(() -> run.port(0, 80)).hasMessageContaining("port [0]");
    assertThatThrownBy(() -> run.port(80, 70_000)).hasMessageContaining("port inside [70000]");
    assertThatThrownBy(() -> run.env("A=B", "c")).hasMessageContaining("variable [A=B]");
    assertThatThrownBy(() -> run.capAdd((String) null)).hasMessageContaining("capability [null]");
  }

  @Test
  void aPathOfADocumentIsFollowedAndAWrongOneNamed() {
    DockerInspect inspect = new DockerInspect("[{\"State\":{\"Pid\":7,\"Log\":[1]},\"No\":null}]");
    assertThat(inspect.get("0.State.Pid")).isEqualTo("7");
    assertThat(inspect.get("0.State.Log.0")).isEqualTo("1");
    assertThatThrownBy(() -> inspect.get("State.Pid")).hasMessageContaining("path [State.Pid]");
    assertThat(inspect.table().rowCount()).isEqualTo(2);
    assertThatThrownBy(() -> new DockerInspect("{")).hasMessageContaining("expected JSON");
  }
}
