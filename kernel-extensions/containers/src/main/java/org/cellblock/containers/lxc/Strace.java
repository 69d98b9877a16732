package org.cellblock.containers.lxc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code strace -f -y} writes of a start, up to the container's own program. */
final class Strace {

  static final String CALLS =
      "clone,clone3,unshare,setns,mount,umount2,pivot_root,chroot,open_tree,move_mount,fsopen,"
          + "fsconfig,fsmount,mount_setattr,mkdirat,mknodat,symlinkat,sethostname,prctl,capset,"
          + "seccomp,setgroups,setresuid,setresgid,setsid,write,execve";

  private static final Pattern BEGUN = Pattern.compile("(\\d+) +(.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((.*)\\) += (.*)");

  private final List<LxcCall> calls = new ArrayList<>();
  private final Map<String, String> begun = new HashMap<>();
  private final Set<String> containers = new HashSet<>();
  private final Causes causes;
  private boolean isOver;

  private Strace(Causes causes) {
    this.causes = causes;
  }

  static List<LxcCall> read(String text, Causes causes) {
    Strace trace = new Strace(causes);
    text.lines().forEach(trace::line);
    return trace.calls;
  }

  /** Says whether the container's own program has begun: after its root has changed. */
  static boolean isComplete(String text) {
    int pivot = text.indexOf(" pivot_root(");
    return pivot >= 0 && text.indexOf(" execve(", pivot) >= 0 && text.endsWith("\n");
  }

  private void line(String line) {
    Matcher first = BEGUN.matcher(line);
    Matcher rest = RESUMED.matcher(line);
    if (first.matches()) {
      begun.put(first.group(1), first.group(2));
    } else if (rest.matches() && begun.containsKey(rest.group(1))) {
      whole(rest.group(1) + " " + begun.remove(rest.group(1)) + rest.group(2));
    } else {
      whole(line);
    }
  }

  private void whole(String line) {
    Matcher call = CALL.matcher(line);
    if (isOver || !call.matches() || !isTold(call.group(2), call.group(3), call.group(4))) {
      return;
    }
    String pid = call.group(1);
    if (call.group(2).startsWith("clone") && call.group(3).contains("CLONE_NEWPID")) {
      containers.add(call.group(4).strip());
    }
    boolean isContainer = containers.contains(pid);
    String arguments = call.group(3).strip();
    calls.add(
        new LxcCall(
            isContainer ? "container" : "lxc-start",
            call.group(2),
            arguments,
            call.group(4),
            causes.of(call.group(2), arguments)));
    isOver = isContainer && call.group(2).equals("execve");
  }

  /** What the kernel refused or only answered changes nothing; nor do LXC's log and messages. */
  private static boolean isTold(String call, String arguments, String result) {
    boolean isQuestion = call.equals("prctl") && arguments.matches("PR_(CAPBSET_READ|GET_).*");
    boolean isProbe = call.equals("seccomp") && !arguments.contains("filter=");
    boolean isOther = call.equals("write") && !arguments.matches("\\d+</(sys/fs/cgroup|proc)/.*");
    return !result.startsWith("-1") && !isQuestion && !isProbe && !isOther;
  }
}
