package org.cellblock.claims;

import java.io.IOException;

/** What does an engine call its containers? */
final class DockerClaims {

  private static final String FULL_ID = "[0-9a-f]{64}";

  private DockerClaims() {}

  @Checks("C035")
  static Evidence theHostNameIsTheShortId() throws IOException {
    try (DockerTrial container = DockerTrial.start()) {
      return theHostNameIsTheShortId(container.exec("hostname"), container.shortId());
    }
  }

  static Evidence theHostNameIsTheShortId(String hostname, String shortId) {
    return Evidence.confirmedIf(
        !shortId.isEmpty() && hostname.equals(shortId),
        "hostname in the container says %s, docker ps outside %s",
        hostname,
        shortId);
  }

  @Checks("C043")
  static Evidence theShortIdIsTheBeginning() throws IOException {
    try (DockerTrial container = DockerTrial.start()) {
      return theShortIdIsTheBeginning(container.id(), container.shortId());
    }
  }

  static Evidence theShortIdIsTheBeginning(String id, String shortId) {
    return Evidence.confirmedIf(
        id.matches(FULL_ID) && !shortId.isEmpty() && id.startsWith(shortId),
        "docker run answers %s, %d characters; docker ps shows %s, %d of them",
        id,
        id.length(),
        shortId,
        shortId.length());
  }
}
