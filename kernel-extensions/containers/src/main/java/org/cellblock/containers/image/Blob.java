package org.cellblock.containers.image;

import com.google.gson.JsonObject;

/**
 * What a document of an image says of another of its files: the descriptor of the specification.
 *
 * @param mediaType what the bytes are
 * @param digest {@code sha256:} and 64 hexadecimal digits
 * @param size in bytes
 */
record Blob(String mediaType, String digest, long size) {

  static Blob of(JsonObject descriptor) {
    return new Blob(
        Fields.text(descriptor, "mediaType"),
        Fields.text(descriptor, "digest"),
        Fields.number(descriptor, "size"));
  }

  JsonObject json() {
    JsonObject descriptor = new JsonObject();
    descriptor.addProperty("mediaType", mediaType);
    descriptor.addProperty("digest", digest);
    descriptor.addProperty("size", size);
    return descriptor;
  }
}
