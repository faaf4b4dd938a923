package dev.portcullis.infra.core;

import com.pulumi.core.Output;

/**
 * A place for data: a region and the customer-managed key that protects what lies there. The two
 * travel together because a key is only good in its own region, and handing over the other region's
 * key is a mistake that nothing notices before AWS does.
 *
 * @param scope region, provider, names and tags
 * @param keyArn ARN of a customer-managed key of that region; an alias would not do (CloudTrail and
 *     replicas reject it)
 */
public record Site(Scope scope, Output<String> keyArn) {}
