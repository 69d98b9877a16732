package org.cellblock.linux;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tries in a cell all that wants other threads, and says where what they did was done. */
public final class ThreadsOfACellMain {

  private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();

  private ThreadsOfACellMain() {}

  /** Prints a line for each try: its name, how it ended, and the host names that others saw. */
  public static void main(String[] arguments) throws Exception {
    CellThread cell = CellThread.start("tries");
    cell.call(
        () -> {
          Linux.unshare(Namespace.UTS, Namespace.NETWORK, Namespace.MOUNT);
          Linux.sethostname("inside");
          return null;
        });
    for (Map.Entry<String, Callable<?>> each : new TreeMap<>(tries()).entrySet()) {
      SEEN.clear();
      String end = end(cell, each.getValue());
      String strays = strays(cell);
      IntStream.range(0, 64).parallel().forEach(i -> look());
      boolean inside = SEEN.contains("inside");
      System.out.printf("%s|%s|%s|%s%n", each.getKey(), end, inside ? "inside" : "host", strays);
    }
    cell.end();
    System.exit(0);
  }

  private static String end(CellThread cell, Callable<?> work) {
    try {
      cell.call(work::call);
      return "done";
    } catch (Exception | Error thrown) {
      return thrown.toString().replaceAll("\\s+", " ");
    }
  }

  private static String strays(CellThread cell) {
    try {
      StrayThreads.of(cell).check();
      return "none";
    } catch (IllegalStateException found) {
      return found.getMessage().lines().findFirst().orElse("");
    }
  }

  private static Map<String, Callable<?>> tries() throws Exception {
    Map<String, Callable<?>> tries = new TreeMap<>(pools());
    tries.putAll(helpers());
    if (Runtime.version().feature() >= 21) {
      Method virtual = Thread.class.getMethod("startVirtualThread", Runnable.class);
      tries.put("virtual thread", () -> virtual.invoke(null, (Runnable) ThreadsOfACellMain::look));
      Method perTask = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
      tries.put(
          "virtual thread executor",
          () -> ((ExecutorService) perTask.invoke(null)).submit(() -> look()));
      LinkedBlockingQueue<String> box = new LinkedBlockingQueue<>();
      virtual.invoke(null, (Runnable) () -> lookWhenAsked(box));
      tries.put(
          "virtual thread of the host's, woken",
          () -> {
            box.add("wake up");
            Thread.sleep(200);
            return null;
          });
    }
    return tries;
  }

  private static void lookWhenAsked(LinkedBlockingQueue<String> box) {
    try {
      box.take();
      look();
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private static Map<String, Callable<?>> pools() throws Exception {
    Function<Runnable, Object> reference = CompletableFuture::runAsync;
    Method parallel = Collection.class.getMethod("parallelStream");
    return Map.of(
        "stream by StreamSupport",
        () -> StreamSupport.stream(numbers(), true).map(i -> look()).count(),
        "stream by reflection",
        () -> ((Stream<?>) parallel.invoke(listOf())).map(i -> look()).toList(),
        "method reference",
        () -> ((CompletableFuture<?>) reference.apply(ThreadsOfACellMain::look)).join(),
        "thenRunAsync",
        () -> CompletableFuture.completedFuture(1).thenRunAsync(() -> look()).join(),
        "new ForkJoinPool",
        () -> new ForkJoinPool(2).submit(() -> look()).get(),
        "ThreadPoolExecutor",
        () ->
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>())
                .submit(() -> look())
                .get(),
        "cached pool",
        () -> Executors.newCachedThreadPool().submit(() -> look()).get(),
        "delayed executor",
        () ->
            CompletableFuture.runAsync(
                    () -> look(), CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
                .join(),
        "parallelSort",
        () -> {
          Arrays.parallelSort(new int[1 << 16]);
          return null;
        });
  }

  private static Map<String, Callable<?>> helpers() {
    return Map.of(
        "Timer",
        () -> {
          new Timer().schedule(task(), 0);
          return null;
        },
        "Thread",
        () -> {
          new Thread(ThreadsOfACellMain::look).start();
          return null;
        },
        "Cleaner",
        () -> Cleaner.create().register(new Object(), ThreadsOfACellMain::look),
        "ProcessBuilder",
        () -> new ProcessBuilder("true").start().waitFor(),
        "HttpClient",
        () ->
            HttpClient.newHttpClient()
                .sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build(),
                    HttpResponse.BodyHandlers.ofString()),
        "asynchronous file",
        () ->
            AsynchronousFileChannel.open(Path.of("/proc/version")).read(ByteBuffer.allocate(9), 0),
        "asynchronous socket",
        () -> AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(0)).accept(),
        "Files.walk",
        () -> countOf(Path.of("/proc/self/fd")),
        "logging",
        () -> {
          Logger.getLogger("cell").log(Level.FINE, "nothing");
          return null;
        },
        "own code",
        () -> List.of(1, 2).stream().map(i -> i + 1).toList());
  }

  private static long countOf(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.count();
    }
  }

  private static TimerTask task() {
    return new TimerTask() {
      @Override
      public void run() {
        look();
      }
    };
  }

  private static List<Integer> listOf() {
    return IntStream.range(0, 64).boxed().toList();
  }

  private static Spliterator<Integer> numbers() {
    return Spliterators.spliterator(listOf(), 0);
  }

  private static int look() {
    if (!CellThread.isCurrent()) {
      SEEN.add(Linux.gethostname());
    }
    return 1;
  }
}
