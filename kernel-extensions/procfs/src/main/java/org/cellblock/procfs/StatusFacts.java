package org.cellblock.procfs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellblock.linux.Capability;
import org.cellblock.linux.Signal;

/** The lines of {@code /proc/PID/status} with their meaning; proc_pid_status(5). */
final class StatusFacts {

  /** What of status decides what a process may do. */
  private static final List<String> SECURITY =
      List.of(
          "Uid",
          "Gid",
          "Groups",
          "CapPrm",
          "CapEff",
          "CapInh",
          "CapBnd",
          "CapAmb",
          "NoNewPrivs",
          "Seccomp",
          "Seccomp_filters");

  private static final Map<String, String> MEANINGS =
      """
      Name|the command's name, at most 15 bytes
      Umask|permission bits that new files don't get, octal
      Tgid|the process: what getpid(2) returns
      Ngid|NUMA group; 0 is none
      Pid|this thread's id; of the first thread, the process's
      PPid|the parent; 0 when it is outside this pid namespace
      TracerPid|who traces it with ptrace(2); 0 is nobody
      FDSize|slots for file descriptors, used and free
      NStgid|the process's id in each pid namespace, outermost first
      NSpid|this thread's id in each pid namespace, outermost first
      NSpgid|its process group in each pid namespace
      NSsid|its session in each pid namespace
      Kthread|1 for a thread of the kernel's
      VmPeak|most address space it ever had
      VmSize|address space; most of it may never be touched
      VmLck|locked: never swapped
      VmPin|pinned: never moved
      VmHWM|most memory it ever had resident
      VmRSS|resident memory: RssAnon + RssFile + RssShmem
      RssAnon|its own: heap, stack
      RssFile|pages of files: program, libraries
      RssShmem|shared memory, tmpfs
      VmData|data, heap
      VmStk|stack
      VmExe|the program's code
      VmLib|libraries' code
      VmPTE|page tables
      VmSwap|swapped out
      HugetlbPages|huge pages of hugetlbfs
      CoreDumping|1 while a core dump is written
      THP_enabled|1 where transparent huge pages are allowed
      untag_mask|bits of a pointer that are an address
      Threads|threads of the process
      SigQ|signals queued for this user, and how many may be
      Speculation_Store_Bypass|the processor's flaw, and what is done about it
      SpeculationIndirectBranch|the processor's flaw, and what is done about it
      Cpus_allowed|processors it may run on, as a mask
      Cpus_allowed_list|processors it may run on
      Mems_allowed|NUMA nodes it may have memory of, as a mask
      Mems_allowed_list|NUMA nodes it may have memory of
      voluntary_ctxt_switches|times it waited
      nonvoluntary_ctxt_switches|times its turn was over
      x86_Thread_features|features that this thread has switched on: shstk is a shadow stack
      x86_Thread_features_locked|those of them that it can't change any more
      """
          .lines()
          .map(line -> line.split("\\|"))
          .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

  private final Users users = Users.read();
  private final Users groups = Users.readGroups();

  /** Returns all lines, in the kernel's order. */
  List<Fact> all(Status status) {
    List<Fact> facts = new ArrayList<>();
    status
        .values()
        .forEach((key, value) -> facts.add(new Fact(key, tidy(value), meaning(key, value))));
    return facts;
  }

  /** Returns what decides what a process may do; older kernels lack some of it. */
  List<Fact> security(Status status) {
    return SECURITY.stream()
        .filter(key -> status.values().containsKey(key))
        .map(key -> new Fact(key, tidy(status.value(key)), meaning(key, status.value(key))))
        .toList();
  }

  /** Names the ids of user or group that a process has; they differ in set-user-ID programs. */
  static String ids(List<String> four, Users names) {
    if (four.stream().distinct().count() == 1) {
      return names.numberAndName(four.get(0));
    }
    String[] kinds = {"real", "effective", "saved", "file system"};
    return Stream.iterate(0, i -> i < Math.min(kinds.length, four.size()), i -> i + 1)
        .map(i -> kinds[i] + " " + names.numberAndName(four.get(i)))
        .collect(Collectors.joining(", "));
  }

  private String meaning(String key, String value) {
    return switch (key) {
      case "State" -> state(value);
      case "Uid" -> ids(words(value), users);
      case "Gid" -> ids(words(value), groups);
      case "Groups" ->
          words(value).stream().map(groups::numberAndName).collect(Collectors.joining(", "));
      case "CapInh" -> "inheritable: " + capabilities(value);
      case "CapPrm" -> "permitted: " + capabilities(value);
      case "CapEff" -> "effective: " + capabilities(value);
      case "CapBnd" -> "bounding: " + capabilities(value);
      case "CapAmb" -> "ambient: " + capabilities(value);
      case "NoNewPrivs" ->
          value.equals("0")
              ? "execve(2) may raise privileges"
              : "execve(2) never raises privileges again";
      case "Seccomp" -> seccomp(value);
      case "Seccomp_filters" -> "filters that each system call passes";
      case "SigPnd" -> "pending for this thread: " + signals(value);
      case "ShdPnd" -> "pending for the process: " + signals(value);
      case "SigBlk" -> "blocked: " + signals(value);
      case "SigIgn" -> "ignored: " + signals(value);
      case "SigCgt" -> "caught: " + signals(value);
      default -> MEANINGS.getOrDefault(key, "");
    };
  }

  static String state(String value) {
    return switch (value.isEmpty() ? ' ' : value.charAt(0)) {
      case 'R' -> "running, or ready to";
      case 'S' -> "waits for something; a signal wakes it";
      case 'D' -> "waits for something; no signal wakes it";
      case 'T' -> "stopped by a signal";
      case 't' -> "stopped by its tracer";
      case 'Z' -> "has ended; its parent hasn't asked how";
      case 'I' -> "kernel thread without work";
      default -> "";
    };
  }

  /** Names a mode of seccomp(2). */
  static String seccomp(String mode) {
    return switch (mode) {
      case "0" -> "disabled: no system call is filtered";
      case "1" -> "strict: only read, write, _exit and sigreturn";
      case "2" -> "filter: a program decides on each system call";
      default -> "";
    };
  }

  private static String capabilities(String mask) {
    return Capability.describe(Long.parseUnsignedLong(mask, 16));
  }

  static String signals(String mask) {
    BigInteger bits = new BigInteger(mask, 16);
    if (bits.signum() == 0) {
      return "none";
    }
    return Stream.iterate(1, n -> n <= bits.bitLength(), n -> n + 1)
        .filter(n -> bits.testBit(n - 1))
        .map(n -> Signal.of(n).map(Enum::name).orElse("signal " + n))
        .collect(Collectors.joining(", "));
  }

  private static List<String> words(String value) {
    return Stream.of(value.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private static String tidy(String value) {
    return value.replace('\t', ' ');
  }
}
