package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.peers.DynamoPeer;
import dev.portcullis.lambda.peers.MotoPeer;
import dev.portcullis.lambda.platform.Clients;
import dev.portcullis.lambda.platform.Log;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.PeerLogins;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A world behind cables, and an environment of the function with the clients that it has. */
final class Wired implements AutoCloseable {
  final World world = new World();
  final Cable toDatabase = new Cable(world.database.port());
  final Cable toTable;
  final Cable toBucket = new Cable(MotoPeer.shared().endpoint().getPort());
  private final DynamoDbClient items;
  private final S3Client objects;

  Wired() {
    try (var direct = DynamoPeer.shared().client()) {
      var port =
          direct.serviceClientConfiguration().endpointOverride().map(URI::getPort).orElseThrow();
      toTable = new Cable(port);
    }
    var who = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    items =
        Clients.connect(
            DynamoDbClient.builder().credentialsProvider(who).endpointOverride(end(toTable)),
            "us-east-1");
    objects =
        Clients.connect(
            S3Client.builder()
                .credentialsProvider(who)
                .forcePathStyle(true)
                .endpointOverride(end(toBucket)),
            "us-east-1");
  }

  private static URI end(Cable cable) {
    return URI.create("http://localhost:" + cable.port());
  }

  /** A database of its own, as every user of one has. */
  Database database() {
    return new Database(
        PeerLogins.on("localhost", toDatabase.port(), world.database.name()),
        PeerLogins.always(world.database.master()));
  }

  Desk desk() {
    return new Desk(
        world.time,
        Desk.stores(
            new PostgresOrders(database()),
            items,
            world.table,
            S3Documents.in(objects, world.bucket)));
  }

  Health health(Log log) {
    return new Health(
        Questions.database(database()),
        List.of(Questions.table(items, world.table), Questions.bucket(objects, world.bucket)),
        world.time.clock(),
        log);
  }

  @Override
  public void close() {
    toDatabase.close();
    toTable.close();
    toBucket.close();
    items.close();
    objects.close();
  }
}
