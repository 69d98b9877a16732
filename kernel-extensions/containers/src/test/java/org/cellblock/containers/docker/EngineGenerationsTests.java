package org.cellblock.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What engines of four generations answer. Those of 20.10 are recorded (20.10.24, 2026-11-28, cut
 * to what is read); those of 24, 27 and 29 are written by hand after the versions of the API's
 * documentation, 1.43, 1.47 and 1.52: such engines were not to be had.
 */
class EngineGenerationsTests {

  private static final String PING = "HTTP/1.1 200 OK\r\nApi-Version: %s\r\nServer: %s\r\n\r\n";

  @TempDir private Path directory;
  private FakeEngine engine;

  @BeforeEach
  void open() throws IOException {
    engine = new FakeEngine(directory);
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
  }

  private Docker docker(String version, String server) {
    engine.answer(PING.formatted(version, server));
    return new Docker(EngineApi.at(engine.socket()), EngineOwner.somebodyElse());
  }

  @Test
  void of20TheImagesHaveAVirtualSizeToo() {
    Docker docker = docker("1.41", "Docker/20.10.24+dfsg1 (linux)");
    engine.json(
        200,
        "[{'Containers':-1,'Created':0,'Id':'sha256:b5d690b3c60ca6a8','Labels':null,"
            + "'ParentId':'','RepoDigests':null,'RepoTags':['busybox:latest'],'SharedSize':-1,"
            + "'Size':1979224,'VirtualSize':1979224}]");
    assertThat(docker.images().print()).contains("busybox", "latest", "b5d690b3c60c", "1.98MB");
    assertThat(docker.toString()).contains("Docker/20.10.24+dfsg1 (linux), API 1.41");
  }

  @Test
  void of24AContainerHasNoTagsOfItsImageAnyMore() {
    Docker docker = docker("1.43", "Docker/24.0.7 (linux)");
    engine.json(
        200,
        "[{'Id':'d0dfcafa91a076075','Names':['/foo'],'Image':'busybox','ImageID':'sha256:b5d6',"
            + "'Command':'sleep 1000','Created':1,'Ports':[{'IP':'0.0.0.0','PrivatePort':80,"
            + "'PublicPort':8080,'Type':'tcp'},{'PrivatePort':90,'Type':'udp'}],'Labels':{},"
            + "'State':'running','Status':'Up 2 seconds','HostConfig':{'NetworkMode':'default'}}]");
    assertThat(docker.ps().print())
        .contains("d0dfcafa91a0", "foo", "sleep 1000", "0.0.0.0:8080->80/tcp, 90/udp");
    assertThat(engine.requests().get(1)).startsWith("GET /v1.43/containers/json?all=0 ");
  }

  @Test
  void of27AnImageWithoutNamesIsShownAsNone() {
    Docker docker = docker("1.47", "Docker/27.3.1 (linux)");
    engine.json(
        200,
        "[{'Containers':0,'Created':1730000000,'Id':'sha256:aaaa','RepoDigests':[],'RepoTags':[],"
            + "'SharedSize':0,'Size':500,'Manifests':[]}]");
    assertThat(docker.images().print()).contains("<none>", "500B", "days ago");
  }

  /** With containerd's store the id is the manifest's digest, and there is no GraphDriver. */
  @Test
  void of29WhatIsGoneIsEmptyAndNotAnError() {
    Docker docker = docker("1.52", "Docker/29.0.0 (linux)");
    engine.json(
        200,
        "{'Id':'sha256:bbbb','RepoTags':['busybox:latest'],'Os':'linux','Size':900,"
            + "'Descriptor':{'digest':'sha256:bbbb','size':400},"
            + "'RootFS':{'Type':'layers','Layers':['sha256:cccc']},'Config':{'Cmd':['sh']}}");
    DockerInspect image = docker.inspectImage("busybox");
    assertThat(image.get("RootFS.Layers.0")).isEqualTo("sha256:cccc");
    engine.json(200, "{'Networks':{},'Volumes':null,'Warnings':null}");
    assertThat(docker.volumes().rowCount()).isZero();
    assertThat(docker.apiVersion()).isEqualTo("1.52");
  }

  /** Engine 29 leaves out status, id and from, which were deprecated for long. */
  @Test
  void eventsOfOldAndOfNewEnginesAreReadAlike() {
    Docker docker = docker("1.52", "Docker/29.0.0 (linux)");
    String actor =
        "'Type':'container','Action':'die','Actor':{'ID':'d0dfcafa91a076075',"
            + "'Attributes':{'exitCode':'137','name':'foo'}},'scope':'local','time':1,"
            + "'timeNano':1000000000";
    engine.answer(
        "HTTP/1.1 200 OK\r\n\r\n{'status':'die','id':'d0df','from':'busybox',%s}\n{%s}\n"
            .formatted(actor, actor));
    try (DockerEvents events = docker.events()) {
      events.await("die", Duration.ofSeconds(10));
      DockerEvent expected = DockerEvent.of(JsonParser.parseString("{%s}".formatted(actor)));
      assertThat(expected).hasToString("00:00:01.000 container die foo exit status 137");
      assertThatThrownBy(() -> events.await("start", Duration.ofSeconds(10)))
          .hasMessageContaining("ended without start");
      assertThat(events.all()).isEqualTo(List.of(expected, expected));
    }
  }

  @Test
  void memoryIsCountedWithoutItsCacheInBothVersionsOfCgroups() {
    String v1 =
        "{'memory_stats':{'usage':3145728,'limit':419430400,'stats':"
            + "{'total_inactive_file':1048576,'inactive_file':5}},'pids_stats':{'current':1}}";
    String v2 =
        "{'memory_stats':{'usage':3145728,'limit':419430400,'stats':"
            + "{'inactive_file':1048576}},'pids_stats':{'current':1}}";
    for (String answer : List.of(v1, v2)) {
      assertThat(ContainerTables.stats("foo", JsonParser.parseString(answer)).print())
          .contains("2MiB", "400MiB");
    }
  }

  /** Podman 4.3's compatible API tells more in its head, and the same version as Docker 20.10. */
  @Test
  void podmansSocketIsAnEngineToo() {
    engine.answer(
        "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nLibpod-Api-Version: 4.3.1\r\n"
            + "Server: Libpod/4.3.1 (linux)\r\nContent-Length: 2\r\n\r\nOK");
    assertThat(EngineApi.at(engine.socket()).server()).isEqualTo("Libpod/4.3.1 (linux)");
  }
}
