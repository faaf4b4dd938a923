package dev.portcullis.graph.capture.synth;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What AWS calls things in a region. */
final class Regions {
  static final String ACCOUNT = "000000000000";

  /** Regions with other than three availability zones for a new account. */
  private static final Map<String, Integer> ZONES =
      Map.of("us-east-1", 6, "us-west-2", 4, "us-west-1", 2, "ap-northeast-2", 4);

  private static final Map<String, String> LOAD_BALANCER_ZONES =
      Map.of(
          "us-east-1", "Z35SXDOTRQ7X7K",
          "us-east-2", "Z3AADJGX6KTTL2",
          "us-west-1", "Z368ELLRRE2KJ0",
          "us-west-2", "Z1H1FL5HABSF5",
          "eu-west-1", "Z32O12XQLNTSW2",
          "eu-central-1", "Z215JYRZR1TBD5");

  private static final Map<String, String> API_ZONES =
      Map.of(
          "us-east-1", "Z1UJRXOUMOOFQ8",
          "us-east-2", "ZOJJZC49E0EPZ",
          "us-west-2", "Z2OJLYMUO9EFXC",
          "eu-west-1", "ZLY8HYME6SFDD");

  private static final Map<String, String> BUCKET_ZONES =
      Map.of(
          "us-east-1", "Z3AQBSTGFJSTF",
          "us-east-2", "Z2O1EMRO9K5GLX",
          "us-west-2", "Z3BJ6K6RIION7M",
          "eu-west-1", "Z1BKCTXD74EZPE");

  /** AWS accounts that write classic load balancer logs, by region. */
  private static final Map<String, String> LOG_ACCOUNTS =
      Map.of(
          "us-east-1", "127311923021",
          "us-east-2", "033677994240",
          "us-west-1", "027434742980",
          "us-west-2", "797873946194",
          "eu-west-1", "156460612806",
          "eu-central-1", "054676820928");

  private Regions() {}

  static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  static String dnsSuffix(String region) {
    return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  }

  /** Names of the availability zones: {@code us-east-1a} and so on. */
  static List<String> zones(String region) {
    return IntStream.range(0, ZONES.getOrDefault(region, 3))
        .mapToObj(index -> region + (char) ('a' + index))
        .toList();
  }

  /** Ids of the availability zones, {@code use1-az1} and so on, in the order of their names. */
  static List<String> zoneIds(String region) {
    return IntStream.rangeClosed(1, ZONES.getOrDefault(region, 3))
        .mapToObj(number -> code(region) + "-az" + number)
        .toList();
  }

  static String loadBalancerZone(String region) {
    return LOAD_BALANCER_ZONES.getOrDefault(region, made(region, "elb"));
  }

  static String apiZone(String region) {
    return API_ZONES.getOrDefault(region, made(region, "api"));
  }

  static String bucketZone(String region) {
    return BUCKET_ZONES.getOrDefault(region, made(region, "s3"));
  }

  /** The account that delivers load balancer logs, made up where no real one is known here. */
  static String logAccount(String region) {
    return LOG_ACCOUNTS.getOrDefault(region, Digest.of("elb-logs " + region).decimal(12));
  }

  /** us-east-1 is use1, ap-northeast-1 is apne1. */
  private static String code(String region) {
    var parts = region.split("-", -1);
    var code = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      code.append(
          switch (parts[i]) {
            case "northeast" -> "ne";
            case "northwest" -> "nw";
            case "southeast" -> "se";
            case "southwest" -> "sw";
            default -> parts[i].substring(0, 1);
          });
    }
    return code.toString();
  }

  private static String made(String region, String service) {
    return "Z" + Digest.of(service + " " + region).upper(13);
  }
}
