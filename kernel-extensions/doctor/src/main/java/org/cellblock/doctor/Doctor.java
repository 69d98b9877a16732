package org.cellblock.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tries what the course needs on this machine; nothing is left, and no probe takes for ever. */
public final class Doctor {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final List<Probe> probes;
  private final Duration limit;

  Doctor(List<Probe> probes, Duration limit) {
    this.probes = List.copyOf(probes);
    this.limit = limit;
  }

  /** Returns the doctor with all probes of the course. */
  public static Doctor ofCourse() {
    Privilege privilege = Privilege.ofThisProcess();
    List<Probe> all =
        Stream.of(
                MachineProbes.of(privilege),
                NamespaceProbes.all(),
                FileSystemProbes.all(),
                CgroupProbes.all(),
                ProgramProbes.all())
            .flatMap(List::stream)
            .toList();
    return new Doctor(all, LIMIT);
  }

  /**
   * Runs the probes one after the other.
   *
   * @return what they found
   * @throws InterruptedException when the calling thread is interrupted; the probe is ended
   */
  public DoctorReport examine() throws InterruptedException {
    return examine(finding -> {});
  }

  /**
   * Runs the probes one after the other, and passes on each finding as it comes.
   *
   * @param listener hears each finding
   * @return all of them
   * @throws InterruptedException when the calling thread is interrupted; the probe is ended
   */
  public DoctorReport examine(Consumer<Finding> listener) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Probe probe : probes) {
      Finding finding = probe.examine(limit);
      findings.add(finding);
      listener.accept(finding);
    }
    return new DoctorReport(Privilege.ofThisProcess().mode(), findings);
  }
}
