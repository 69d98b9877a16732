package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads what strace and LXC write. */
class StraceTests {

  private static final String START =
      """
      22    write(3</tmp/log>, "x", 1) = 1
      22    prctl(PR_CAPBSET_READ, CAP_MAC_OVERRIDE) = 1
      22    mkdirat(8</sys/fs/cgroup/pids>, "a", 0755) = -1 EEXIST (File exists)
      22    clone3({flags=CLONE_NEWPID|CLONE_NEWNET} => {pidfd=[3]}, 88) = 23
      22    write(5</sys/fs/cgroup/pids/a/pids.max>, "9", 1 <unfinished ...>
      23    sethostname("web", 3)             = 0
      22    <... write resumed>)              = 1
      23    pivot_root(".", ".")              = 0
      23    execve("/bin/sleep", ["/bin/sleep"], 0x1 /* 1 var */ <unfinished ...>
      23    <... execve resumed>)             = 0
      22    setns(50<net:[1]>, CLONE_NEWNET)  = 0
      """;

  private final Settings settings = new Settings();

  StraceTests() {
    settings.put("lxc.init.cmd", "/bin/sleep 10");
    settings.put("lxc.rootfs.path", "dir:/root");
    settings.put("lxc.cgroup.pids.max", "9");
  }

  @Test
  void callsThatWereInterruptedAreWhole() {
    List<LxcCall> calls = Strace.read(START, new Causes(settings));
    assertThat(calls)
        .contains(
            new LxcCall(
                "lxc-start",
                "write",
                "5</sys/fs/cgroup/pids/a/pids.max>, \"9\", 1",
                "1",
                "lxc.cgroup.pids.max"),
            new LxcCall("container", "sethostname", "\"web\", 3", "0", "lxc.uts.name"));
  }

  @Test
  void whatFollowsAFileSystemThatIsOpenedBelongsToIt() {
    Causes causes = new Causes(settings);
    assertThat(causes.of("fsopen", "\"devpts\", FSOPEN_CLOEXEC")).isEqualTo("lxc.pty.max");
    assertThat(causes.of("fsconfig", "4, FSCONFIG_SET_STRING, \"mode\", \"0620\", 0"))
        .isEqualTo("lxc.pty.max");
  }

  @Test
  void aCallThatNoKeyCausesHasNone() {
    assertThat(new Causes(settings).of("setsid", "")).isEmpty();
  }

  @Test
  void questionsRefusalsAndTheLogAreLeftOut() {
    assertThat(Strace.read(START, new Causes(settings)).stream().map(LxcCall::call))
        .containsExactly("clone3", "sethostname", "write", "pivot_root", "execve");
  }

  @Test
  void aTraceIsCompleteWithTheContainersProgram() {
    assertThat(Strace.isComplete(START)).isTrue();
    assertThat(Strace.isComplete(START.substring(0, START.indexOf("23    execve")))).isFalse();
  }

  @Test
  void aRefusalIsToldWithoutItsPlaceInTheSource() {
    assertThat(
            LxcLog.errors(
                "lxc-start web 20260102 ERROR    network - ../src/lxc/network.c:setup:12 - No such"
                    + " device - lxcbr0\nlxc-start: web: ../src/lxc/x.c: f: 9 The container failed"
                    + " to start\n"))
        .isEqualTo("No such device - lxcbr0");
  }

  @Test
  void aListOfAnotherShapeIsRefused() {
    assertThatThrownBy(() -> LxcRow.parse("NAME STATE\nweb RUNNING\n"))
        .hasMessage(
            "lxc-ls wrote [NAME STATE\nweb RUNNING]: expected a line of 7 words, as LXC 3 to 6 do");
  }

  @Test
  void addressesOfOneKindAreOneWord() {
    assertThat(LxcRow.parse("NAME\nweb RUNNING 0 - 10.0.0.1, 10.0.0.2 - false").ipv4())
        .isEqualTo("10.0.0.1,10.0.0.2");
  }
}
