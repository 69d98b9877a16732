package org.cellblock.containers.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import org.cellblock.containers.host.Host;
import org.junit.jupiter.api.Test;

/** Starts what the tools of others write. */
@NeedsLxc
class LxcOthersTests {

  @Test
  void whatLxcCreateWritesStartsOnABridgeThatOnlyItSees() {
    String before = Host.run("ip", "-o", "link").stdout();
    String text =
        """
        # Template used to create this container: /usr/share/lxc/templates/lxc-busybox
        lxc.include = /usr/share/lxc/config/common.conf
        lxc.net.0.type = veth
        lxc.net.0.link = lxcbr0
        lxc.net.0.flags = up
        lxc.net.0.hwaddr = 00:16:3e:12:34:56
        lxc.net.0.ipv4.address = 10.0.3.5/24
        lxc.net.0.ipv4.address = 10.0.3.6/24
        lxc.net.0.ipv4.gateway = auto
        lxc.apparmor.profile = generated
        lxc.apparmor.allow_nesting = 1
        lxc.rootfs.path = dir:/var/lib/lxc/web/rootfs
        lxc.uts.name = web
        """;
    try (Lxc web = Lxc.parse(text).start()) {
      assertThat(web.run("ip", "-o", "addr").stdout()).contains("10.0.3.5/24", "10.0.3.6/24");
      assertThat(web.run("ping", "-c", "1", "-w", "5", "10.0.3.1").succeeded()).isTrue();
      assertThat(Host.run("ip", "-o", "link").stdout()).isEqualTo(before);
    }
  }

  @Test
  void whatProxmoxWritesStarts() {
    String text =
        """
        lxc.cgroup.relative = 0
        lxc.cgroup.dir.monitor = lxc.monitor/100
        lxc.cgroup.dir.container = lxc/100
        lxc.cgroup.dir.container.inner = ns
        lxc.arch = amd64
        lxc.include = /usr/share/lxc/config/none.common.conf
        lxc.monitor.unshare = 1
        lxc.hook.pre-start = /usr/share/lxc/hooks/none-prestart-hook
        lxc.tty.max = 2
        lxc.environment = TERM=linux
        lxc.uts.name = ct100
        lxc.cgroup2.memory.max = 536870912
        lxc.cgroup.memory.limit_in_bytes = 536870912
        lxc.rootfs.path = /var/lib/lxc/.pve-staged-mounts/rootfs
        lxc.net.0.type = veth
        lxc.net.0.veth.pair = veth100i0
        lxc.net.0.hwaddr = BC:24:11:00:00:01
        lxc.net.0.name = eth0
        lxc.net.0.script.up = /usr/share/lxc/lxcnetaddbr
        lxc.net.0.script.down = /usr/share/lxc/lxcnetdelbr
        """;
    try (Lxc web = Lxc.parse(text).start()) {
      assertThat(web.state()).isEqualTo("RUNNING");
      assertThat(web.run("ip", "-o", "link").stdout()).contains("eth0");
    }
  }
}
