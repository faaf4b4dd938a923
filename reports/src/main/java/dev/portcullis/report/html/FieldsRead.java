package dev.portcullis.report.html;

import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.report.picture.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was read on the way to a finding, by the resource it was read of. */
final class FieldsRead {
  /** A rule that goes through a large graph reads thousands of fields on the way to a finding. */
  private static final int MOST = 60;

  private FieldsRead() {}

  /**
   * One resource.
   *
   * @param resource the text is empty for what belongs to none, as a parameter
   * @param more how many fields of it and of those after it are not shown, empty for none
   */
  record Group(Ref resource, List<String> pointers, String more) {}

  /** The resource of the finding first, then the others in the order of the decision. */
  static List<Group> of(
      List<Provenance.Field> fields, String own, Inventory inventory, Addresses addresses) {
    Map<String, List<String>> byUrn = new LinkedHashMap<>();
    byUrn.put(own, new ArrayList<>());
    fields.forEach(
        field -> byUrn.computeIfAbsent(field.urn(), u -> new ArrayList<>()).add(field.pointer()));
    var groups = new ArrayList<Group>();
    int left = MOST;
    int after = fields.size();
    for (var entry : byUrn.entrySet()) {
      var pointers = entry.getValue();
      if (pointers.isEmpty() || left == 0) {
        continue;
      }
      var shown = pointers.stream().limit(left).toList();
      left -= shown.size();
      after -= shown.size();
      groups.add(
          new Group(
              resource(entry.getKey(), inventory, addresses),
              shown,
              left == 0 && after > 0 ? Integer.toString(after) : ""));
    }
    return List.copyOf(groups);
  }

  private static Ref resource(String urn, Inventory inventory, Addresses addresses) {
    if (urn.isEmpty()) {
      return new Ref("parameters and facts", "");
    }
    var item = inventory.find(urn);
    return addresses.resource(urn, item == null ? urn : item.name());
  }
}
