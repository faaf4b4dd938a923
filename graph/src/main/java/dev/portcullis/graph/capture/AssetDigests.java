package dev.portcullis.graph.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Value;
import dev.portcullis.graph.CanonicalJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.capture.synth.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Assets and archives by the digest of their content; a path never gets further than its last name.
 */
final class AssetDigests {
  private final String source;
  private final Path directory;
  private final FileDigests files;

  /**
   * @param source how errors call the program
   * @param directory what relative paths of the program are relative to
   */
  AssetDigests(String source, Path directory, FileDigests files) {
    this.source = source;
    this.directory = directory;
    this.files = files;
  }

  /** Begins to read the large files among the properties, so that they are known when asked for. */
  void expect(Map<String, Value> properties) {
    for (var value : properties.values()) {
      var signature = Wire.signature(value);
      if (Wire.ARCHIVE.equals(signature) || Wire.ASSET.equals(signature)) {
        var path = Wire.textOf(value.getStructValue().getFieldsMap().get("path"));
        if (path != null && !path.isEmpty()) {
          expect(path);
        }
      }
    }
  }

  private void expect(String path) {
    try {
      files.expect(directory.resolve(path));
    } catch (InvalidPathException wrong) {
      // Told with its place when the graph is assembled.
    }
  }

  /**
   * The marker of an asset or archive.
   *
   * @param place resource and property, for errors
   * @throws InputException if a local file cannot be read
   */
  ObjectNode digest(String place, Value asset) {
    var archive = Wire.ARCHIVE.equals(Wire.signature(asset));
    var json = JsonNodeFactory.instance.objectNode();
    json.set(archive ? "$archive" : "$asset", content(place, asset));
    return json;
  }

  private ObjectNode content(String place, Value asset) {
    var fields = asset.getStructValue().getFieldsMap();
    var text = fields.get("text");
    if (text != null && !text.hasNullValue()) {
      return described(sha256(text.getStringValue()), null);
    }
    var path = Wire.textOf(fields.get("path"));
    var uri = Wire.textOf(fields.get("uri"));
    if (path == null && uri != null && uri.startsWith("file:")) {
      path = Path.of(URI.create(uri)).toString();
    }
    if (path != null && !path.isEmpty()) {
      return file(place, path);
    }
    if (uri != null && !uri.isEmpty()) {
      return described(null, null).put("uri", uri);
    }
    var members = fields.get("assets");
    if (members == null) {
      throw InputException.of(source, place, "an asset without content", "give it a file or text");
    }
    return members(place, members.getStructValue().getFieldsMap());
  }

  /** An archive of assets: the digest of the sorted members and their digests. */
  private ObjectNode members(String place, Map<String, Value> members) {
    var assets = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(members).forEach((name, member) -> assets.set(name, digest(place, member)));
    var json = described(CanonicalJson.sha256(assets), null);
    json.set("assets", assets);
    return json;
  }

  private ObjectNode file(String place, String given) {
    var path = directory.resolve(given);
    var name = String.valueOf(path.getFileName());
    try {
      return described(files.of(path), name);
    } catch (IOException e) {
      throw InputException.of(
          source,
          place,
          "the file " + (Path.of(given).isAbsolute() ? name : given) + " cannot be read",
          "build it before the capture, or correct the path",
          e);
    }
  }

  private static ObjectNode described(@Nullable String sha256, @Nullable String name) {
    var json = JsonNodeFactory.instance.objectNode();
    if (sha256 == null) {
      json.putNull("sha256");
    } else {
      json.put("sha256", sha256.substring("sha256:".length()));
    }
    return name == null ? json : json.put("name", name);
  }

  private static String sha256(String text) {
    return CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
