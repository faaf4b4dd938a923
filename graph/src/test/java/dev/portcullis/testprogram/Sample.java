package dev.portcullis.testprogram;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import java.util.function.Consumer;

/** A custom resource of any AWS type. */
public final class Sample extends CustomResource {
  @Export(name = "arn", refs = String.class)
  private Output<String> arn;

  @Export(name = "bucket", refs = String.class)
  private Output<String> bucket;

  @Export(name = "endpoint", refs = String.class)
  private Output<String> endpoint;

  @Export(name = "masterPassword", refs = String.class)
  private Output<String> masterPassword;

  @Export(name = "engineVersion", refs = String.class)
  private Output<String> engineVersion;

  Sample(String type, String name, Consumer<Properties> fill, CustomResourceOptions options) {
    super(type, name, properties(fill), options);
  }

  Output<String> arn() {
    return arn;
  }

  Output<String> bucket() {
    return bucket;
  }

  Output<String> endpoint() {
    return endpoint;
  }

  Output<String> masterPassword() {
    return masterPassword;
  }

  Output<String> engineVersion() {
    return engineVersion;
  }

  static Properties properties(Consumer<Properties> fill) {
    var properties = new Properties();
    fill.accept(properties);
    return properties;
  }

  /** An explicit AWS provider. */
  static final class Provider extends ProviderResource {
    Provider(String name, Consumer<Properties> fill) {
      super("aws", name, properties(fill), CustomResourceOptions.Empty);
    }
  }
}
