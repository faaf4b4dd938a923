package dev.portcullis.report.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.report.PlainText;
import dev.portcullis.report.picture.Inventory;
import dev.portcullis.report.picture.Item;
import dev.portcullis.report.picture.Standing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the script of the page shows on demand: every resource, what each rule said about it and
 * read of it, and what it rests on. Repeated texts stand once, in tables; numbers lead to them.
 */
final class DataIsland {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Decision decision;
  private final @Nullable ResourceGraph graph;
  private final Inventory inventory;
  private final Map<String, Integer> boxOf;
  private final Addresses addresses;
  private final DataTables tables = new DataTables();

  DataIsland(
      Decision decision,
      @Nullable ResourceGraph graph,
      Inventory inventory,
      Addresses addresses,
      Map<String, Integer> boxOf) {
    this.decision = decision;
    this.graph = graph;
    this.inventory = inventory;
    this.addresses = addresses;
    this.boxOf = boxOf;
  }

  /** JSON that may stand inside of a script element: it has no {@code <}. */
  String json() {
    var out = new StringWriter();
    try (var json = JSON.createGenerator(out)) {
      json.writeStartObject();
      resources(json);
      rules(json);
      findings(json);
      edges(json);
      unread(json);
      tables.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // In JSON it can only stand in a text, where the escape means the same.
    return out.toString().replace("<", "\\u003c");
  }

  /** urn, name, type, region, standing, file, line, box. */
  private void resources(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("resources");
    for (var item : inventory.items()) {
      json.writeStartArray();
      json.writeNumber(urn(item));
      json.writeString(PlainText.oneLine(item.name()));
      json.writeNumber(tables.text(item.type()));
      json.writeNumber(item.region() == null ? -1 : tables.text(item.region()));
      json.writeNumber(tables.standing(item.standing()));
      json.writeNumber(item.location() == null ? -1 : tables.text(item.location().file()));
      json.writeNumber(item.location() == null ? 0 : item.location().line());
      json.writeNumber(boxOf.getOrDefault(item.urn(), -1));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /**
   * A URN ends with the name, and what stands before it is that of many: the number is of the
   * beginning, or below zero of the whole where it ends otherwise.
   */
  private int urn(Item item) {
    var length = item.urn().length() - item.name().length();
    return item.urn().endsWith("::" + item.name())
        ? tables.text(item.urn().substring(0, length))
        : -1 - tables.text(item.urn());
  }

  /** Of each target, one after the other: resource, status, via, fields that were read. */
  private void rules(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rules");
    for (var rule : decision.rules()) {
      json.writeStartObject();
      json.writeStringField("id", rule.id());
      json.writeStringField("title", PlainText.prose(rule.title()));
      json.writeArrayFieldStart("targets");
      var reads = reads(rule);
      for (var target : rule.targets()) {
        json.writeNumber(index(target.urn()));
        json.writeNumber(tables.standing(Standing.of(target.status())));
        json.writeNumber(target.via() == null ? -1 : index(target.via()));
        var read = reads.get(target.urn());
        json.writeNumber(read == null ? -1 : tables.set(read));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Map<String, List<String>> reads(RuleResult rule) {
    var provenance = decision.provenance();
    Provenance.@Nullable RuleReads reads =
        provenance == null ? null : provenance.rules().get(rule.id());
    return reads == null ? Map.of() : reads.targets();
  }

  private int index(String urn) {
    var item = inventory.find(urn);
    return item == null ? -1 : item.index();
  }

  private void findings(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("findings");
    for (var finding : decision.findings()) {
      json.writeStartArray();
      json.writeNumber(index(finding.urn()));
      json.writeNumber(tables.text(finding.rule()));
      json.writeNumber(tables.standing(Standing.of(finding.status())));
      json.writeNumber(tables.text(finding.pointer()));
      json.writeNumber(tables.text(PlainText.folded(finding.message())));
      json.writeNumber(tables.text(PlainText.folded(finding.expected())));
      json.writeNumber(tables.text(PlainText.shortened(finding.actual(), FindingCards.VALUE)));
      json.writeNumber(tables.text(PlainText.folded(finding.remediation())));
      json.writeString(addresses.handle(finding));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** Pairs: a resource, and one it rests on. */
  private void edges(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("edges");
    if (graph != null) {
      for (var resource : graph.resources()) {
        if (resource.dependencies() != null) {
          for (var urn : resource.dependencies()) {
            json.writeNumber(index(resource.urn()));
            json.writeNumber(index(urn));
          }
        }
      }
    }
    json.writeEndArray();
  }

  private void unread(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("unread");
    if (decision.provenance() != null) {
      for (var entry : new TreeMap<>(decision.provenance().unread()).entrySet()) {
        json.writeNumberField(
            Integer.toString(index(entry.getKey())), tables.set(entry.getValue()));
      }
    }
    json.writeEndObject();
    json.writeBooleanField("traced", decision.provenance() != null);
    json.writeBooleanField("graph", graph != null);
  }
}
