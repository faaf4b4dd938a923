package dev.portcullis.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The curated table of the inputs that hold, name or only look like a policy document ({@code
 * facts/iam/documents}). An input is written {@code type path}; that its last step is a list does
 * not matter.
 */
final class PolicyDocumentTable {
  private static final Path FILE = Path.of("policies/src/main/rego/facts/iam/documents/data.yaml");

  private final JsonNode table;

  private PolicyDocumentTable(JsonNode table) {
    this.table = table;
  }

  static PolicyDocumentTable read() throws IOException {
    var file = FactFiles.root().resolve(FILE);
    return new PolicyDocumentTable(new YAMLMapper().readTree(file.toFile()));
  }

  /** Inputs that are looked at: documents, grants, templates, attachments, boundaries. */
  List<String> examined() {
    var inputs = new ArrayList<String>();
    for (var section : List.of("types", "carriers")) {
      each(section, (type, entries) -> entries.forEach(entry -> inputs.add(input(type, entry))));
    }
    each("attachments", (type, entry) -> inputs.add(input(type, entry)));
    each("boundaries", (type, path) -> inputs.add(type + " " + bare(path.asText())));
    each(
        "grants",
        (type, grant) ->
            Stream.of("principals", "actions")
                .flatMap(member -> texts(grant.get(member)))
                .forEach(path -> inputs.add(type + " " + path)));
    return inputs;
  }

  /** Inputs that only look like one, exactly. */
  List<String> excluded() {
    return reasons()
        .flatMap(reason -> texts(reason.path("inputs")))
        .map(PolicyDocumentTable::bare)
        .toList();
  }

  /** Names that only look like one, wherever they stand. */
  Set<String> excludedNames() {
    var names = new HashSet<String>();
    reasons().flatMap(reason -> texts(reason.path("names"))).forEach(names::add);
    return names;
  }

  /** Kinds of documents in use. */
  Set<String> kinds() {
    var kinds = new HashSet<String>();
    each(
        "types",
        (type, entries) -> entries.forEach(entry -> kinds.add(entry.get("kind").asText())));
    return kinds;
  }

  /** Exclusions that do not say why. */
  Collection<JsonNode> withoutReason() {
    return reasons().filter(reason -> reason.path("reason").asText().isBlank()).toList();
  }

  /** Without the mark of a list at the end. */
  static String bare(String path) {
    return path.endsWith("[]") ? path.substring(0, path.length() - 2) : path;
  }

  private Stream<JsonNode> reasons() {
    return elements(table.get("not_documents"));
  }

  private static String input(String type, JsonNode entry) {
    return type + " " + bare(entry.get("path").asText());
  }

  private static Stream<String> texts(JsonNode list) {
    return elements(list).map(JsonNode::asText);
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private void each(String section, Entry entry) {
    table.get(section).properties().forEach(pair -> entry.accept(pair.getKey(), pair.getValue()));
  }

  private interface Entry {
    void accept(String type, JsonNode value);
  }
}
