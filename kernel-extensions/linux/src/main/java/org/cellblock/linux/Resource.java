package org.cellblock.linux;

/**
 * What the kernel limits for each process, in the order of the numbers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
 */
public enum Resource {
  /** CPU time, in seconds. */
  RLIMIT_CPU,
  /** Size of a file that is written, in bytes. */
  RLIMIT_FSIZE,
  /** Data segment, heap and private memory, in bytes. */
  RLIMIT_DATA,
  /** Stack of the first thread, in bytes. */
  RLIMIT_STACK,
  /** Size of a core file, in bytes. */
  RLIMIT_CORE,
  /** Resident memory, in bytes; without effect since Linux 2.4.30. */
  RLIMIT_RSS,
  /** Processes and threads of the real user id, in all of its user namespace. */
  RLIMIT_NPROC,
  /** Open files: one more than the highest number of a file descriptor. */
  RLIMIT_NOFILE,
  /** Memory that may be locked, in bytes. */
  RLIMIT_MEMLOCK,
  /** Address space, in bytes. */
  RLIMIT_AS,
  /** File locks; without effect since Linux 2.4.25. */
  RLIMIT_LOCKS,
  /** Signals that may be queued for the real user id. */
  RLIMIT_SIGPENDING,
  /** POSIX message queues of the real user id, in bytes. */
  RLIMIT_MSGQUEUE,
  /** How far the nice value may be raised: 20 less this number. */
  RLIMIT_NICE,
  /** Highest real-time priority. */
  RLIMIT_RTPRIO,
  /** CPU time of a real-time process without a blocking call, in microseconds. */
  RLIMIT_RTTIME;

  /** Returns the number that the kernel has for it, on amd64 and arm64 alike. */
  int number() {
    return ordinal();
  }
}
