package dev.portcullis.lambda.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void writesOneLineInTheEmbeddedMetricFormat() throws IOException {
    var lines = new ArrayList<String>();
    var clock = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);

    new Metrics("payments", clock, lines::add)
        .count("DbReachable", 0, Map.of("ClusterId", "c-1", "A", "b"));

    assertThat(lines).singleElement().asString().doesNotContain("\n");
    var json = new ObjectMapper();
    assertThat(json.readTree(lines.get(0)))
        .isEqualTo(
            json.readTree(
                """
                {"_aws":{"Timestamp":1000,"CloudWatchMetrics":[
                   {"Namespace":"payments","Dimensions":[["A","ClusterId"]],
                    "Metrics":[{"Name":"DbReachable","Unit":"Count"}]}]},
                 "ClusterId":"c-1","A":"b","DbReachable":0.0}"""));
  }
}
