package dev.portcullis.infra.data;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.data.GlobalDatabase.Credentials;
import dev.portcullis.infra.data.GlobalDatabase.Engine;
import dev.portcullis.infra.data.GlobalDatabase.Side;
import dev.portcullis.infra.data.GlobalDatabase.Sizing;
import java.util.List;

/** Global databases for programs. */
final class Databases {
  static final String NAME = "serverless-db";
  static final String GLOBAL_ARN = "arn:aws:rds::000000000000:global-cluster:serverless-db-t1";
  static final String PRIMARY_ARN =
      "arn:aws:rds:us-east-1:000000000000:cluster:serverless-db-use1-t1";
  static final String SECONDARY_ARN =
      "arn:aws:rds:us-west-2:000000000000:cluster:serverless-db-usw2-t1";

  private Databases() {}

  /** Two instances in the primary region, one in the secondary one. */
  static GlobalDatabase create(Site primary, Site secondary, String version) {
    return new GlobalDatabase(
        NAME, args(side(primary, 2), side(secondary, 1), version), primary.scope().component());
  }

  static GlobalDatabase.Args args(Side primary, Side secondary, String version) {
    return new GlobalDatabase.Args(
        primary,
        secondary,
        new Engine(version, "orders", false),
        new Credentials("orders_admin", Output.ofSecret("not-a-secret"), 5432),
        new Sizing("db.r6g.large", 7));
  }

  static Side side(Site site, int instances) {
    return new Side(
        site,
        new Placement(Output.of(List.of("subnet-a", "subnet-b")), Output.of("sg-db")),
        instances);
  }
}
