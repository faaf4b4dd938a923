package dev.portcullis.policy;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.ResourceGraph;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Small graphs. */
final class Graphs {
  static final String URN = "urn:pulumi:dev::p::aws:route53/healthCheck:HealthCheck::check";

  private Graphs() {}

  /** One health check that asks every so many seconds. */
  static ResourceGraph checkEvery(int seconds) {
    return read(
        "{\"urn\":\""
            + URN
            + "\",\"type\":\"aws:route53/healthCheck:HealthCheck\",\"name\":\"check\",\"custom\":true,\"region\":\"us-east-1\","
            + "\"inputs\":{\"type\":\"HTTPS\",\"fqdn\":\"a.example\",\"requestInterval\":"
            + seconds
            + ",\"failureThreshold\":3},"
            + "\"options\":{\"protect\":false,\"retainOnDelete\":false}}");
  }

  static ResourceGraph read(String resources) {
    var text =
        "{\"schemaVersion\":\"1\",\"source\":{\"kind\":\"program\",\"project\":\"p\",\"stack\":\"dev\",\"system\":null,\"config\":{}},"
            + "\"resources\":["
            + resources
            + "],\"outputs\":{}}";
    return GraphJson.read(
        "graph.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
