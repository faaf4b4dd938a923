package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaggableTypesTest {
  @Test
  void areThoseWhoseTagsAreTheirOwn() {
    assertThat(TaggableTypes.all())
        .contains("aws:sqs/queue:Queue", "aws:autoscaling/group:Group")
        .doesNotContain(
            "aws:route53/record:Record", "aws:devopsguru/resourceCollection:ResourceCollection");
  }
}
