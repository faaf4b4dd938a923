package dev.portcullis.infra.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private static final Region REGION = new Region("us-west-2");
  private static final Names NAMES = new Names("serverless", "pr42");

  @Test
  void endsPhysicalNamesInTheSuffix() {
    assertThat(NAMES.physical("alb", REGION)).isEqualTo("serverless-alb-usw2-pr42");
    assertThat(NAMES.physical("zone")).isEqualTo("serverless-zone-pr42");
    assertThat(NAMES.bucket("app", REGION, "000000000000"))
        .isEqualTo("serverless-app-usw2-000000000000-pr42");
  }

  @Test
  void derivesThePhysicalNameFromTheLogicalOne() {
    assertThat(NAMES.physicalOf(NAMES.logical("alb", REGION)))
        .isEqualTo(NAMES.physical("alb", REGION));
    assertThat(NAMES.physicalOf(NAMES.logical("zone"))).isEqualTo(NAMES.physical("zone"));
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, use1",
    "us-east-2, use2",
    "us-west-2, usw2",
    "eu-west-1, euw1",
    "ap-southeast-2, aps2"
  })
  void shortensRegions(String id, String code) {
    assertThat(new Region(id).code()).isEqualTo(code);
  }

  @Test
  void rejectsWhatIsNoRegion() {
    assertThatThrownBy(() -> new Region("us-east"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("us-east");
  }
}
