package dev.portcullis.infra.storage;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.serverless.EventCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicatedParametersTest {
  private static final String NAME = "serverless-parameters";
  private static final String TYPE = "aws:ssm/parameter:Parameter";

  private final List<String> patterns = new ArrayList<>();
  private final Captured captured =
      Captured.program(
          (primary, secondary) -> {
            var parameters =
                new ReplicatedParameters(
                    NAME,
                    new ReplicatedParameters.Args(
                        primary,
                        secondary,
                        Map.of("mode", Output.of("active"), "limit", Output.of("3"))),
                    primary.scope().component());
            assertThat(parameters.path).isEqualTo("/serverless-parameters-t1");
            assertThat(parameters.names)
                .containsExactly(
                    "/serverless-parameters-t1/limit-t1", "/serverless-parameters-t1/mode-t1");
            ((EventCause.Event) parameters.changed()).pattern().applyValue(patterns::add);
            assertThat(parameters.primaryArns).hasSize(2);
            assertThat(parameters.secondaryArns).hasSize(2);
          });

  @Test
  void keepsEveryParameterInBothRegions() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .containsExactly(
            TYPE + " " + NAME + "-limit-use1 us-east-1",
            TYPE + " " + NAME + "-limit-usw2 us-west-2",
            TYPE + " " + NAME + "-mode-use1 us-east-1",
            TYPE + " " + NAME + "-mode-usw2 us-west-2");
  }

  @ParameterizedTest
  @CsvSource({"use1, " + Captured.KEY, "usw2, " + Captured.REPLICA_KEY})
  void keepsTheSameNameAndValueUnderTheKeyOfTheRegion(String code, String key) {
    assertInputs(
        captured.resource(TYPE, NAME + "-mode-" + code),
        """
        {"name":"/serverless-parameters-t1/mode-t1","description":"The same in both regions of serverless",
         "type":"SecureString","keyId":"%s","tier":"Standard","value":"active",
         "tags":{"Name":"/serverless-parameters-t1/mode-t1","Project":"PulumiOptimization"}}"""
            .formatted(key));
  }

  @Test
  void saysWhenOneOfThemWasChanged() {
    assertThat(json(patterns.get(0)))
        .isEqualTo(
            json(
                """
                {"source":["aws.ssm"],"detail-type":["Parameter Store Change"],
                 "detail":{"operation":["Create","Update"],
                  "name":["/serverless-parameters-t1/limit-t1","/serverless-parameters-t1/mode-t1"]}}"""));
  }

  @Test
  void rejectsNothingOneRegionAndStrangeKeys() {
    Captured.program(
        (primary, secondary) -> {
          assertThatThrownBy(() -> new ReplicatedParameters.Args(primary, primary, Map.of()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("secondary: is in the region of the primary, got us-east-1")
              .hasMessageContaining("values: is empty");
          var strange = Map.of("a/b", Output.of("1"));
          assertThatThrownBy(() -> new ReplicatedParameters.Args(primary, secondary, strange))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("keys that Systems Manager refuses, got [a/b]");
        });
  }
}
