package org.cellblock.containers.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellblock.linux.NeedsNamespaces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That an image whose documents have another form is refused by what is wrong with them. */
@NeedsNamespaces
class WrongDocumentTests {

  @TempDir private Path directory;
  private Path blobs;

  @BeforeEach
  void makeALayout() throws IOException {
    blobs = Files.createDirectories(directory.resolve("blobs/sha256"));
    Files.writeString(directory.resolve("oci-layout"), "{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':1} | image: expected a list of objects [manifests] in [a]",
        "{'manifests':5} | image: manifests [5]: expected a list of objects",
        "{'manifests':[5]} | image: manifests [[5]]: expected a list of objects",
        "{'manifests':null} | image: manifests [null]: expected a list of objects",
        "{'manifests':[{'a':1}]} | image: expected a text [mediaType] in [a]",
        "{'manifests':[{'mediaType':[]}]} | image: mediaType [[]]: expected a text",
        "{'manifests':[{'mediaType':'m','digest':null}]} | image: digest [null]: expected a text",
        "{'manifests':[{'mediaType':'m','digest':'d','size':'x'}]}"
            + "| image: size [\"x\"]: expected a whole number",
        "{'manifests':[{'mediaType':'m','digest':'d','size':1,'platform':1}]}"
            + "| image: platform [1]: expected an object",
        "{'manifests':[{'mediaType':'m','digest':'d','size':1,'platform':{'a':1}}]}"
            + "| image: expected a text [os] in [a]",
      },
      quoteCharacter = '`')
  void ofTheIndex(String index, String message) throws IOException {
    Files.writeString(directory.resolve("index.json"), index.replace('\'', '"'));
    assertThatThrownBy(() -> Image.read(directory))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {'a':1} | image: expected an object [config] in [a]",
        "{} | {'config':7} | image: config [7]: expected an object",
        "{} | {'config':@} | image: expected a list of objects [layers] in [config]",
        "{} | {'config':@,'layers':[1]} | image: layers [[1]]: expected a list of objects",
        "{'a':1} | {'config':@,'layers':[]} | image: expected an object [rootfs] in [a]",
        "{'rootfs':{'diff_ids':7}} | {'config':@,'layers':[]}"
            + "| image: diff_ids [7]: expected a list of texts",
        "{'rootfs':{'diff_ids':[{}]}} | {'config':@,'layers':[]}"
            + "| image: diff_ids [[{}]]: expected a list of texts",
      },
      quoteCharacter = '`')
  void ofTheManifestAndTheConfiguration(String config, String manifest, String message)
      throws IOException {
    String index = "{'manifests':[" + blob(manifest.replace("@", blob(config))) + "]}";
    Files.writeString(directory.resolve("index.json"), index.replace('\'', '"'));
    assertThatThrownBy(() -> Image.read(directory).layers())
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private String blob(String text) throws IOException {
    byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    String digest = Digest.of(bytes);
    Files.write(blobs.resolve(digest.substring(Digest.PREFIX.length())), bytes);
    return "{'mediaType':'m','digest':'%s','size':%d}".formatted(digest, bytes.length);
  }
}
