package org.cellblock.containers.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.commons.io.file.PathUtils;
import org.cellblock.containers.host.Host;
import org.cellblock.containers.image.Image;
import org.cellblock.containers.root.RootFs;
import org.cellblock.linux.Deadline;
import org.cellblock.linux.HostThread;

/** The image of the distribution's static busybox, two megabytes, made in the background. */
final class BusyboxImage {

  private static final String NAME = "busybox:latest";

  private final CompletableFuture<Image> made = new CompletableFuture<>();

  private BusyboxImage() {}

  static BusyboxImage begin() {
    BusyboxImage image = new BusyboxImage();
    HostThread.start("image of busybox", image::make);
    return image;
  }

  private void make() {
    try {
      made.complete(
          Image.build()
              .layer(RootFs.busybox())
              .cmd("sh")
              .env("PATH", "/bin:/sbin:/usr/bin:/usr/sbin")
              .writeTo(Host.temporaryDirectory("busybox").resolve("image")));
    } catch (RuntimeException | Error failed) {
      made.completeExceptionally(failed);
    }
  }

  void load(Docker docker) {
    Image image = get();
    docker.load(image, NAME);
    HostThread.call(() -> remove(image.directory().getParent()));
  }

  private Image get() {
    try {
      return Deadline.in(
              Deadline.TOOL, "the image of busybox to be made", "is the machine very busy?")
          .get(made);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "no image of busybox: " + failed.getCause().getMessage(), failed.getCause());
    }
  }

  private static Path remove(Path place) {
    try {
      PathUtils.deleteDirectory(place);
      return place;
    } catch (IOException left) {
      throw new UncheckedIOException("remove " + place, left);
    }
  }
}
