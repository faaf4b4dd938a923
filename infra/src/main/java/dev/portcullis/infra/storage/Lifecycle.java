package dev.portcullis.infra.storage;

import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleTransitionArgs;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the objects of a bucket with time. */
final class Lifecycle {
  private static final int ABANDONED_UPLOAD_DAYS = 7;

  private Lifecycle() {}

  /** The rules: old versions go, and current ones move if transitions say so. */
  static List<BucketLifecycleConfigurationV2RuleArgs> rules(
      int noncurrentDays, List<Transition> transitions) {
    var rules = new ArrayList<>(List.of(expireNoncurrent(noncurrentDays)));
    if (!transitions.isEmpty()) {
      rules.add(
          rule("move-to-cheaper-storage")
              .transitions(transitions.stream().map(Lifecycle::transition).toList())
              .build());
    }
    return rules;
  }

  private static BucketLifecycleConfigurationV2RuleArgs expireNoncurrent(int days) {
    return rule("forget-old-versions")
        .noncurrentVersionExpiration(
            BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                .noncurrentDays(days)
                .build())
        .abortIncompleteMultipartUpload(
            BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                .daysAfterInitiation(ABANDONED_UPLOAD_DAYS)
                .build())
        .build();
  }

  private static BucketLifecycleConfigurationV2RuleTransitionArgs transition(Transition step) {
    return BucketLifecycleConfigurationV2RuleTransitionArgs.builder()
        .days(step.afterDays())
        .storageClass(step.to().name())
        .build();
  }

  /** A rule for every object. */
  private static BucketLifecycleConfigurationV2RuleArgs.Builder rule(String id) {
    return BucketLifecycleConfigurationV2RuleArgs.builder()
        .id(id)
        .status("Enabled")
        .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix("").build());
  }
}
