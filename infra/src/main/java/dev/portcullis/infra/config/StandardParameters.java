package dev.portcullis.infra.config;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.reflect.TypeToken;
import dev.portcullis.infra.core.CidrBlock;
import java.util.Map;

/** Parameters that several systems have; the systems differ in defaults only. */
public final class StandardParameters {
  private static final Allowed DOMAIN =
      Allowed.matching(
          "(?=.{1,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}",
          "a domain name in lower case, e.g. example.com");
  private static final int WIDEST = 16;
  private static final int NARROWEST = 24;
  private static final String CERTIFICATE = "arn:aws[a-z-]*:acm:%s:\\d{12}:certificate/[0-9a-f-]+";

  private StandardParameters() {}

  /** Which system a stack holds. */
  public static Parameter system(String name) {
    return Parameter.defaulted(
        "system", name, Allowed.oneOf(name), "The built-in system that the stack holds");
  }

  /** A region; a system runs in exactly one pair of them. */
  public static Parameter region(String role, String id) {
    return Parameter.defaulted(
        role + "Region", id, Allowed.oneOf(id), "The " + role + " region, which the system fixes");
  }

  /** What every physical name ends in; 12 characters, because load balancer names end at 32. */
  public static Parameter environmentSuffix() {
    return Parameter.optional(
        "environmentSuffix",
        Allowed.matching(
            "(?!.*--)[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?",
            "1 to 12 lower-case letters, digits and single hyphens, no hyphen at the ends"),
        "The end of every physical name; without it, the name of the stack");
  }

  /** Address range of a VPC. */
  public static Parameter vpcCidr(String role, String cidr) {
    return Parameter.defaulted(
        role + "VpcCidr",
        cidr,
        new Allowed(
            "a private IPv4 network of /16 to /24 in 10.0.0.0/8, e.g. " + cidr,
            StandardParameters::isVpcRange),
        "Address range of the VPC in the " + role + " region");
  }

  /** Availability zones per region. */
  public static Parameter azCount(int standard) {
    return Parameter.defaulted(
        "azCount",
        String.valueOf(standard),
        Allowed.integer(2, 3),
        "Availability zones per region, a public and a private subnet in each");
  }

  /** Interval of health checks. */
  public static Parameter healthCheckIntervalSeconds(int standard) {
    return Parameter.defaulted(
        "healthCheckIntervalSeconds",
        String.valueOf(standard),
        Allowed.oneOf("10", "30"),
        "Seconds between health checks, of Route 53 and of the load balancer");
  }

  /** Failures until a health check turns red. */
  public static Parameter healthCheckFailureThreshold() {
    return Parameter.defaulted(
        "healthCheckFailureThreshold",
        "3",
        Allowed.integer(1, 10),
        "Failed checks in a row until Route 53 sends the traffic to the other region");
  }

  /** Time to live of records that are no alias. */
  public static Parameter recordTtlSeconds(int standard) {
    return Parameter.defaulted(
        "recordTtlSeconds",
        String.valueOf(standard),
        Allowed.integer(1, 86_400),
        "Time to live of DNS records; aliases have AWS's own 60 seconds");
  }

  /** Domain of the system. */
  public static Parameter domainName() {
    return Parameter.required(
        "domainName", DOMAIN, "Domain under which the system is reached; you own it");
  }

  /** Zone to use instead of creating one. */
  public static Parameter hostedZoneId() {
    return Parameter.optional(
        "hostedZoneId",
        Allowed.matching("Z[A-Z0-9]{1,31}", "the id of a public hosted zone, e.g. Z0123456789ABC"),
        "Zone of `domainName` to use; without it a zone `<suffix>.<domainName>` is created, which"
            + " you delegate");
  }

  /** Certificates to use instead of requesting them. */
  public static Parameter certificateArns(String primaryRegion, String secondaryRegion) {
    return Parameter.optional(
        "certificateArns",
        new Allowed(
            "a JSON object from both regions, "
                + primaryRegion
                + " and "
                + secondaryRegion
                + ", to an ACM certificate ARN of that region",
            text -> areCertificates(text, primaryRegion, secondaryRegion)),
        "Issued certificates to use; without them one per region is requested and validated");
  }

  /** Who is told of alarms. */
  public static Parameter opsEmail() {
    return Parameter.optional(
        "opsEmail",
        Allowed.matching("[^@\\s\"]+@[^@\\s\"]+", "an e-mail address"),
        "Who is told of alarms, after confirming AWS's first mail; without it nobody is");
  }

  /** Reads the value of {@link #certificateArns}. */
  public static Map<String, String> stringMap(String json) {
    return new Gson().fromJson(json, new TypeToken<Map<String, String>>() {});
  }

  private static boolean areCertificates(String json, String... regions) {
    try {
      var arns = stringMap(json);
      if (arns == null || arns.size() != regions.length) {
        return false;
      }
      for (var region : regions) {
        var arn = arns.get(region);
        if (arn == null || !arn.matches(CERTIFICATE.formatted(region))) {
          return false;
        }
      }
      return true;
    } catch (JsonSyntaxException notAnObject) {
      return false;
    }
  }

  private static boolean isVpcRange(String text) {
    try {
      var range = CidrBlock.parse(text);
      return range.prefix() >= WIDEST
          && range.prefix() <= NARROWEST
          && range.overlaps(CidrBlock.parse("10.0.0.0/8"));
    } catch (IllegalArgumentException notARange) {
      return false;
    }
  }
}
