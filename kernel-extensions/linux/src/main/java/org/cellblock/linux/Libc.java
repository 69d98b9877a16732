package org.cellblock.linux;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.Encoding;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.mode_t;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import jnr.ffi.types.u_int64_t;

/**
 * The C library's functions, declared as their man pages declare them.
 *
 * <p>Texts are UTF-8, whatever {@code file.encoding} and the locale say, as argv, names in roots
 * and what is read are: a cell's programs know no other charset. In a locale without UTF-8 Java's
 * own files have other names ({@code sun.jnu.encoding}); so all that starts Java here sets one.
 *
 * <p>Public only because jnr-ffi implements it from another class loader; nobody outside this
 * package can get hold of an implementation.
 */
@Encoding("UTF-8")
public interface Libc {

  int unshare(int flags);

  int setns(int fd, int nstype);

  int sethostname(String name, @size_t long length);

  int gethostname(@Out byte[] name, @size_t long size);

  int mount(String source, String target, String type, @u_int64_t long flags, String data);

  int umount2(String target, int flags);

  int chroot(String path);

  int chdir(String path);

  int access(String path, int mode);

  int mkdir(String path, @mode_t int mode);

  int rmdir(String path);

  int gettid();

  long sysconf(int name);

  int open(String path, int flags, @mode_t int mode);

  int openat(int directory, String path, int flags, @mode_t int mode);

  @IgnoreError
  int close(int fd);

  @ssize_t
  long read(int fd, @Out byte[] buffer, @size_t long size);

  @ssize_t
  long pread(int fd, @Out byte[] buffer, @size_t long size, @off_t long offset);

  @ssize_t
  long readlinkat(int directory, String path, @Out byte[] buffer, @size_t long size);

  /** For scans: path and buffer are native addresses, and nothing is copied. */
  @ssize_t
  @IgnoreError
  long readlinkat(int directory, long path, long buffer, long size);

  @IgnoreError
  int openat(int directory, long path, int flags);

  int openat(int directory, @In byte[] path, int flags, @mode_t int mode);

  @ssize_t
  long readlinkat(int directory, @In byte[] path, @Out byte[] buffer, @size_t long size);

  int mkdirat(int directory, @In byte[] path, @mode_t int mode);

  int symlinkat(@In byte[] target, int directory, @In byte[] path);

  int linkat(int oldDirectory, @In byte[] oldPath, int newDirectory, @In byte[] newPath, int flags);

  int unlinkat(int directory, @In byte[] path, int flags);

  int fchownat(int directory, @In byte[] path, int uid, int gid, int flags);

  int utimensat(int directory, @In byte[] path, @In long[] times, int flags);

  int fchdir(int fd);

  int statx(int directory, @In byte[] path, int flags, int mask, @Out byte[] buffer);

  @ssize_t
  long fgetxattr(int fd, String name, @Out byte[] value, @size_t long size);

  int statx(int directory, long path, int flags, int mask, long buffer);

  int pipe2(@Out int[] ends, int flags);

  int poll(Pointer fds, @size_t long count, int timeoutMillis);

  int memfd_create(String name, int flags);

  /** Variadic in C, for which one number is passed like this. */
  int fcntl(int fd, int operation, int argument);

  int socket(int domain, int type, int protocol);

  int prctl(
      int option,
      @u_int64_t long second,
      @u_int64_t long third,
      @u_int64_t long fourth,
      @u_int64_t long fifth);

  int capget(@In int[] header, @Out int[] data);

  int prlimit(int pid, int resource, @In long[] newLimit, Pointer oldLimit);

  int ioctl(int fd, @u_int64_t long request, Pointer argument);

  int ioctl(int fd, @u_int64_t long request);

  /** The door for calls that glibc has no function for. */
  long syscall(@u_int64_t long number, String first, String second);

  long syscall(@u_int64_t long number, @u_int64_t long first, @u_int64_t long second);

  long syscall(@u_int64_t long number, long first, long second, long third);

  long syscall(@u_int64_t long number, long first, long second, long third, long fourth);

  long syscall(@u_int64_t long number, long directory, String path, long flags);

  long syscall(
      @u_int64_t long number,
      long directory,
      String path,
      long newDirectory,
      String newPath,
      long flags);

  long syscall(@u_int64_t long number, @In int[] first, @In int[] second);

  @ssize_t
  long syscall(@u_int64_t long number, int fd, @Out byte[] buffer, @size_t long size);

  @ssize_t
  long syscall(@u_int64_t long number, int fd, long buffer, @size_t long size);

  long syscall(@u_int64_t long number, int fd, @In byte[] path, @In long[] how, @size_t long size);

  /** Variadic in C, for which four arguments are passed like these. */
  int clone(Pointer fn, Pointer stack, int flags, Pointer argument);

  Pointer mmap(
      Pointer address, @size_t long length, int protection, int flags, int fd, @off_t long offset);

  int posix_spawn(
      @Out int[] pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

  int posix_spawn_file_actions_init(Pointer actions);

  int posix_spawn_file_actions_adddup2(Pointer actions, int fd, int asFd);

  /** Since glibc 2.34. */
  int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

  int posix_spawn_file_actions_destroy(Pointer actions);

  int posix_spawnattr_init(Pointer attributes);

  int posix_spawnattr_setflags(Pointer attributes, short flags);

  int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);

  int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

  int sigemptyset(Pointer set);

  int sigfillset(Pointer set);
}
