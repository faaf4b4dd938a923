package dev.portcullis.graph.capture.synth;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Outputs whose number of elements depends on the inputs, which a template cannot say. */
final class SpecialOutputs {
  private SpecialOutputs() {}

  static void define(Evaluation resource) {
    switch (resource.type()) {
      case "aws:acm/certificate:Certificate" -> certificate(resource);
      case "aws:ec2/vpcEndpoint:VpcEndpoint" -> endpoint(resource);
      default -> {
        // Every other type is covered by its templates.
      }
    }
  }

  /** One validation record per domain; ACM gives a wildcard the record of its parent. */
  private static void certificate(Evaluation resource) {
    var domains = new LinkedHashSet<String>();
    var domain = resource.inputs().get("domainName");
    var others = resource.inputs().get("subjectAlternativeNames");
    var all = ListValue.newBuilder();
    if (domain != null) {
      all.addValues(domain);
    }
    if (others != null) {
      if (!Wire.plain(others).hasListValue()) {
        return;
      }
      all.addAllValues(Wire.plain(others).getListValue().getValuesList());
    }
    for (var value : all.getValuesList()) {
      var text = Wire.textOf(value);
      if (text == null || Wire.isSecret(value)) {
        return;
      }
      domains.add(text);
    }
    resource
        .outputs()
        .put(
            "domainValidationOptions",
            list(domains.stream().map(SpecialOutputs::validation).toList()));
  }

  private static Value validation(String domain) {
    var parent = domain.startsWith("*.") ? domain.substring(2) : domain;
    var digest = Digest.of("acm " + parent);
    return object(
        Map.of(
            "domainName", Wire.text(domain),
            "resourceRecordName", Wire.text("_" + digest.lower(32) + "." + parent + "."),
            "resourceRecordType", Wire.text("CNAME"),
            "resourceRecordValue",
                Wire.text(
                    "_"
                        + Digest.of(parent).lower(32)
                        + "."
                        + digest.lower(10)
                        + ".acm-validations.aws.")));
  }

  private static void endpoint(Evaluation resource) {
    var kind = resource.inputs().get("vpcEndpointType");
    var service = Wire.textOf(resource.inputs().get("serviceName"));
    if (service == null || (kind != null && Wire.textOf(kind) == null)) {
      return;
    }
    var outputs = resource.outputs();
    if (kind == null || "Gateway".equals(Wire.textOf(kind))) {
      outputs.put("prefixListId", Wire.text(prefixList(service)));
      outputs.put("cidrBlocks", list(List.of(Wire.text(prefixListBlock(service)))));
      outputs.put("dnsEntries", list(List.of()));
      outputs.put("networkInterfaceIds", list(List.of()));
      return;
    }
    outputs.put("cidrBlocks", list(List.of()));
    var host = service.substring(service.lastIndexOf('.') + 1);
    var region = resource.region();
    if (region != null) {
      var entry =
          Map.of(
              "dnsName",
              Wire.text(
                  "vpce-"
                      + resource.digest("").lower(17)
                      + "-"
                      + resource.digest("dns").lower(8)
                      + "."
                      + host
                      + "."
                      + region
                      + ".vpce."
                      + Regions.dnsSuffix(region)),
              "hostedZoneId",
              Wire.text("Z" + Digest.of("vpce " + region).upper(13)));
      outputs.put("dnsEntries", list(List.of(object(entry))));
    }
    var subnets = resource.inputs().get("subnetIds");
    if (subnets != null && Wire.plain(subnets).hasListValue()) {
      var interfaces = ListValue.newBuilder();
      for (int i = 0; i < Wire.plain(subnets).getListValue().getValuesCount(); i++) {
        interfaces.addValues(Wire.text("eni-" + resource.digest("eni " + i).lower(17)));
      }
      outputs.put("networkInterfaceIds", Value.newBuilder().setListValue(interfaces).build());
    }
  }

  /** The AWS-managed prefix list of a service such as com.amazonaws.us-east-1.s3. */
  static String prefixList(String service) {
    return "pl-" + Digest.of(service).lower(8);
  }

  /** A block of the documentation range 198.18.0.0/15, so that it is nobody's. */
  static String prefixListBlock(String service) {
    return "198.18." + Digest.of(service).hostByte() + ".0/24";
  }

  static Value list(List<Value> values) {
    return Value.newBuilder().setListValue(ListValue.newBuilder().addAllValues(values)).build();
  }

  static Value object(Map<String, Value> fields) {
    return Value.newBuilder().setStructValue(Struct.newBuilder().putAllFields(fields)).build();
  }
}
