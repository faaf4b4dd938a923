package dev.portcullis.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final String EAST = "us-east-1";
  private static final String WEST = "us-west-2";
  private static final String THIRD = "eu-west-1";

  private final List<Resource> resources = new ArrayList<>();

  @Test
  void theReplicaStandsAcrossFromItsSourceAndTheArrowGoesToIt() {
    var source = add("aws:rds/instance:Instance", "db-use1", EAST, Map.of());
    add("aws:rds/instance:Instance", "db-usw2", WEST, Map.of("replicateSourceDb", source));
    var picture = picture();
    assertThat(picture.regions()).extracting(Picture.Region::name).containsExactly(EAST, WEST);
    assertThat(picture.lines()).hasSize(1);
    var line = picture.lines().get(0);
    assertThat(line.kind()).isEqualTo("replication");
    assertThat(line.what()).contains("db-use1 → db-usw2");
    assertThat(picture.boxes().get(line.from()).x()).isLessThan(picture.boxes().get(line.to()).x());
  }

  @Test
  void whatBelongsToNoRegionStandsBetweenThemAndFailsOverToBoth() {
    var east = add("aws:lb/loadBalancer:LoadBalancer", "alb-use1", EAST, Map.of());
    var west = add("aws:lb/loadBalancer:LoadBalancer", "alb-usw2", WEST, Map.of());
    add("aws:route53/record:Record", "primary", EAST, Map.of("aliases", east));
    add("aws:route53/record:Record", "secondary", EAST, Map.of("aliases", west));
    var picture = picture();
    var byTitle = picture.boxes().stream().collect(Collectors.groupingBy(Picture.Box::title));
    var middle = byTitle.get("Route 53").get(0);
    assertThat(byTitle.get("Load balancer"))
        .extracting(box -> Integer.signum(box.x() - middle.x()))
        .containsExactlyInAnyOrder(-1, 1);
    assertThat(picture.lines()).hasSize(2).allMatch(line -> line.from() == middle.index());
  }

  @Test
  void everyResourceOfTheCloudIsInExactlyOneBoxAndNoBoxCoversAnother() {
    large();
    var picture = picture();
    var drawn = resources.stream().filter(r -> r.type().startsWith("aws:")).count();
    assertThat(picture.boxes().stream().mapToInt(Picture.Box::count).sum()).isEqualTo(drawn);
    assertThat(picture.boxOf()).hasSize((int) drawn);
    for (var one : picture.boxes()) {
      assertThat(picture.boxes())
          .filteredOn(other -> other.index() != one.index())
          .noneMatch(other -> overlap(one, other));
      assertThat(one.x()).isBetween(0, picture.width() - one.width());
      assertThat(one.y()).isBetween(0, picture.height() - one.height());
    }
  }

  @Test
  void noLineCrossesABox() {
    large();
    var alarm = add("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", WEST, Map.of());
    add(
        "aws:route53/healthCheck:HealthCheck",
        "health",
        EAST,
        Map.of("cloudwatchAlarmName", alarm));
    for (int i = 0; i < 5; i++) {
      add("aws:lambda/function:Function", "filler" + i, THIRD, Map.of());
    }
    var far = add("aws:lb/loadBalancer:LoadBalancer", "far", THIRD, Map.of());
    add("aws:route53/record:Record", "far", EAST, Map.of("aliases", far));
    var db = add("aws:rds/instance:Instance", "db", EAST, Map.of());
    add("aws:rds/instance:Instance", "db-far", THIRD, Map.of("replicateSourceDb", db));
    add("aws:rds/instance:Instance", "db-near", WEST, Map.of("replicateSourceDb", db));
    var picture = picture();
    assertThat(picture.regions()).hasSize(3);
    assertThat(picture.lines()).anyMatch(Picture.Line::stray);
    for (var line : picture.lines()) {
      var corners = corners(line);
      for (int i = 1; i < corners.size(); i++) {
        var from = corners.get(i - 1);
        var to = corners.get(i);
        assertThat(from.x() == to.x() || from.y() == to.y()).as(line.path()).isTrue();
        assertThat(picture.boxes()).as(line.what()).noneMatch(box -> crosses(from, to, box));
      }
    }
  }

  private static List<Spot.Point> corners(Picture.Line line) {
    return Stream.of(line.path().substring(2).split(" L ", -1))
        .map(corner -> corner.split(" ", 2))
        .map(xy -> new Spot.Point(Double.parseDouble(xy[0]), Double.parseDouble(xy[1])))
        .toList();
  }

  private static boolean crosses(Spot.Point from, Spot.Point to, Picture.Box box) {
    return Math.max(from.x(), to.x()) > box.x() + 0.5
        && Math.min(from.x(), to.x()) < box.x() + box.width() - 0.5
        && Math.max(from.y(), to.y()) > box.y() + 0.5
        && Math.min(from.y(), to.y()) < box.y() + box.height() - 0.5;
  }

  @Test
  void theBoxNamesTheNetworkOfItsResources() {
    var vpc = add("aws:ec2/vpc:Vpc", "net", EAST, Map.of());
    var subnet = add("aws:ec2/subnet:Subnet", "net-a", EAST, Map.of("vpcId", vpc));
    var function = add("aws:lambda/function:Function", "api", EAST, Map.of("vpcConfig", subnet));
    add("aws:lambda/permission:Permission", "api-permission", EAST, Map.of("function", function));
    add("aws:sqs/queue:Queue", "queue", EAST, Map.of());
    assertThat(picture().boxes())
        .extracting(Picture.Box::title, Picture.Box::network, Picture.Box::count)
        .contains(
            org.assertj.core.api.Assertions.tuple("Lambda", "net", 2),
            org.assertj.core.api.Assertions.tuple("SQS", "", 1));
  }

  @Test
  void manyNetworksBecomeOneBoxOfAKind() {
    for (int i = 0; i < 40; i++) {
      var vpc = add("aws:ec2/vpc:Vpc", "net-" + i, EAST, Map.of());
      add("aws:ec2/subnet:Subnet", "net-" + i + "-a", EAST, Map.of("vpcId", vpc));
    }
    assertThat(picture().boxes())
        .hasSize(2)
        .allMatch(box -> box.network().equals("40 networks") && box.count() == 40);
  }

  @Test
  void namesTheWorstFirstAndColoursTheBoxByIt() {
    for (int i = 0; i < 9; i++) {
      add("aws:sqs/queue:Queue", "q" + i, EAST, Map.of());
    }
    var inventory = Inventory.of(decision(), graph());
    assertThat(inventory.items()).allMatch(item -> item.standing() == Standing.UNEXAMINED);
    assertThat(Standing.PASS.or(Standing.FAIL)).isEqualTo(Standing.FAIL);
    var box = picture().boxes().get(0);
    assertThat(box.rows()).hasSize(4);
    assertThat(box.more()).isEqualTo("and 5 more");
    assertThat(box.standing()).isEqualTo("unexamined");
  }

  @Test
  void tellsResourcesOfOneNameApartByTheirTypes() {
    add("aws:sqs/queue:Queue", "orders", EAST, Map.of());
    add("aws:sqs/queuePolicy:QueuePolicy", "orders", EAST, Map.of());
    add("aws:sqs/queue:Queue", "letters", EAST, Map.of());
    assertThat(picture().boxes().get(0).rows())
        .extracting(Picture.Row::shown)
        .containsExactlyInAnyOrder("Queue", "QueuePolicy", "letters");
  }

  @Test
  void isTheSameEveryTime() {
    large();
    var first = picture();
    assertThat(IntStream.range(0, 5).mapToObj(i -> picture())).allMatch(first::equals);
  }

  @Test
  void drawsASystemOfOneRegionOfNoneAndOfThree() {
    add("aws:sqs/queue:Queue", "q", EAST, Map.of());
    assertThat(picture().regions()).hasSize(1);
    resources.clear();
    add("pulumi:pulumi:Stack", "stack", null, Map.of());
    assertThat(picture().boxes()).isEmpty();
    large();
    var source = add("aws:rds/instance:Instance", "z", EAST, Map.of());
    add("aws:rds/instance:Instance", "z3", THIRD, Map.of("replicateSourceDb", source));
    assertThat(picture().regions()).extracting(Picture.Region::name).contains(EAST, WEST, THIRD);
  }

  /** A pair of regions with all that is joined, and enough of each kind to fill several columns. */
  private void large() {
    var services =
        List.of(
            "aws:sqs/queue:Queue",
            "aws:sns/topic:Topic",
            "aws:kms/key:Key",
            "aws:iam/role:Role",
            "aws:unheardof/thing:Thing");
    for (var region : List.of(EAST, WEST)) {
      services.forEach(
          type ->
              IntStream.range(0, 7).forEach(i -> add(type, region + type + i, region, Map.of())));
    }
    for (var pair :
        List.of(
            List.of("aws:dynamodb/table:Table", "aws:dynamodb/tableReplica:TableReplica"),
            List.of("aws:s3/bucketV2:BucketV2", "aws:s3/bucketV2:BucketV2"))) {
      var source = add(pair.get(0), "source", EAST, Map.of());
      var copy = add(pair.get(1), "copy" + pair.get(1), WEST, Map.of("globalTableArn", source));
      add(
          "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
          "r" + copy,
          EAST,
          Map.of("rules", copy));
    }
    var global = add("aws:rds/globalCluster:GlobalCluster", "global", EAST, Map.of());
    for (var region : List.of(EAST, WEST)) {
      add(
          "aws:rds/cluster:Cluster",
          "cluster-" + region,
          region,
          Map.of("globalClusterIdentifier", global));
      var balancer = add("aws:lb/loadBalancer:LoadBalancer", "alb-" + region, region, Map.of());
      add("aws:route53/record:Record", "record-" + region, EAST, Map.of("aliases", balancer));
    }
    add("my:own:Component", "component", null, Map.of());
  }

  private static boolean overlap(Picture.Box one, Picture.Box other) {
    return one.x() < other.x() + other.width()
        && other.x() < one.x() + one.width()
        && one.y() < other.y() + other.height()
        && other.y() < one.y() + one.height();
  }

  private String add(
      String type, String name, @Nullable String region, Map<String, String> references) {
    var urn = "urn:pulumi:dev::p::" + type + "::" + name;
    resources.add(
        new Resource(
            urn,
            type,
            name,
            true,
            null,
            null,
            null,
            region,
            JsonNodeFactory.instance.objectNode(),
            null,
            List.copyOf(references.values()),
            references.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
            null,
            null));
    return urn;
  }

  private ResourceGraph graph() {
    return new ResourceGraph(GraphSource.UNKNOWN, resources, null);
  }

  private Picture picture() {
    var graph = graph();
    return Picture.of(decision(), graph, Inventory.of(decision(), graph));
  }

  private static Decision decision() {
    var text = JsonNodeFactory.instance;
    return new Decision(
        Decision.SCHEMA_VERSION,
        Status.Verdict.ALLOW,
        false,
        "baseline",
        Instant.EPOCH,
        new Decision.GraphInfo("sha256:0", 1, GraphSource.UNKNOWN),
        new Decision.EngineInfo("embedded", "1"),
        new Decision.PolicyInfo(
            "sha256:1",
            0,
            Map.of("primaryRegion", text.textNode(EAST), "secondaryRegion", text.textNode(WEST))),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }
}
