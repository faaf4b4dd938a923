package dev.portcullis.testprogram;

import com.pulumi.asset.Archive;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/** The inputs of every resource of the test programs; those that stay null are not sent. */
final class Properties extends ResourceArgs {
  @Import(name = "region")
  Output<String> region;

  @Import(name = "defaultTags", json = true)
  Output<Map<String, Object>> defaultTags;

  @Import(name = "name")
  Output<String> name;

  @Import(name = "bucket")
  Output<String> bucket;

  @Import(name = "policy")
  Output<String> policy;

  @Import(name = "kmsKeyId")
  Output<String> kmsKeyId;

  @Import(name = "masterPassword")
  Output<String> masterPassword;

  @Import(name = "clusterIdentifier")
  Output<String> clusterIdentifier;

  @Import(name = "engineVersion")
  Output<String> engineVersion;

  @Import(name = "availabilityZones")
  Output<java.util.List<String>> availabilityZones;

  @Import(name = "code")
  Archive code;

  @Import(name = "tags")
  Output<Map<String, String>> tags;
}
