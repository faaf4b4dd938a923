package dev.portcullis.infra.backup;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.storage.PrivateBucket;
import java.util.Optional;

/** Something that is backed up. What AWS Backup may do follows from its kind. */
public sealed interface Protected {

  /** ARN of what is backed up. */
  Output<String> arn();

  /** Where it is, and under which key. */
  Site site();

  /** What must be there before the first backup, besides the resource. */
  default Optional<Resource> awaited() {
    return Optional.empty();
  }

  /**
   * An Aurora cluster: backed up as a cluster snapshot, under the cluster's own key. AWS Backup
   * leaves clusters out unless the account has opted in to Aurora in that region; new accounts
   * have.
   *
   * @param arn ARN of the cluster
   * @param site its region and storage key
   */
  record AuroraCluster(Output<String> arn, Site site) implements Protected {}

  /**
   * A bucket: backed up object by object, under the vault's key.
   *
   * @param source versioned, as AWS Backup demands and every private bucket is
   */
  record Bucket(PrivateBucket source) implements Protected {
    @Override
    public Output<String> arn() {
      return source.arn;
    }

    @Override
    public Site site() {
      return source.site;
    }

    @Override
    public Optional<Resource> awaited() {
      return Optional.of(source.versioning);
    }
  }
}
