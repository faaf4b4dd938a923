package dev.portcullis.graph.capture.synth;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The provider functions that have an answer offline. */
final class Functions {

  /** Computes the result of one function. */
  private interface Function {
    void call(Call call, Map<String, Value> result);
  }

  private record Call(@Nullable String givenRegion, String token, Map<String, Value> arguments) {
    String region() {
      if (givenRegion == null) {
        throw new UnknownFunctionException(
            token + " needs a region, and its provider has none",
            "pass a provider with a region, or set aws:region");
      }
      return givenRegion;
    }

    @Nullable String text(String argument) {
      return Wire.textOf(arguments.get(argument));
    }

    String required(String argument) {
      var text = text(argument);
      if (text == null) {
        throw new UnknownFunctionException(
            token + " needs the argument " + argument + " to be known offline",
            "give a text that does not depend on a resource");
      }
      return text;
    }

    String arn(String service, String resource) {
      var partition = Regions.partition(region());
      return String.join(":", "arn", partition, service, region(), Regions.ACCOUNT, resource);
    }

    String globalArn(String service, String resource) {
      var partition = givenRegion == null ? "aws" : Regions.partition(givenRegion);
      return String.join(":", "arn", partition, service, "", Regions.ACCOUNT, resource);
    }
  }

  private static final Map<String, Function> FUNCTIONS =
      Map.ofEntries(
          Map.entry("aws:index/getCallerIdentity:getCallerIdentity", Functions::callerIdentity),
          Map.entry("aws:index/getRegion:getRegion", Functions::region),
          Map.entry("aws:index/getPartition:getPartition", Functions::partition),
          Map.entry("aws:index/getAvailabilityZones:getAvailabilityZones", Functions::zones),
          Map.entry("aws:iam/getPolicyDocument:getPolicyDocument", Functions::policyDocument),
          Map.entry("aws:secretsmanager/getRandomPassword:getRandomPassword", Functions::password),
          Map.entry("aws:ec2/getPrefixList:getPrefixList", Functions::prefixList),
          Map.entry("aws:ec2/getManagedPrefixList:getManagedPrefixList", Functions::prefixList),
          Map.entry("aws:iam/getRole:getRole", Functions::role),
          Map.entry("aws:route53/getZone:getZone", Functions::zone),
          Map.entry("aws:ssm/getParameter:getParameter", Functions::parameter),
          Map.entry("aws:elb/getServiceAccount:getServiceAccount", Functions::logAccount),
          Map.entry("aws:elb/getHostedZoneId:getHostedZoneId", Functions::loadBalancerZone),
          Map.entry("aws:kms/getKey:getKey", Functions::key),
          Map.entry("aws:kms/getAlias:getAlias", Functions::alias));

  private Functions() {}

  static Struct call(String token, ProviderState provider, Struct arguments) {
    var function = FUNCTIONS.get(token);
    if (function == null) {
      throw new UnknownFunctionException(
          "the function " + token + " cannot be answered offline",
          "take the value from configuration, or declare the resource in the program");
    }
    var result = new TreeMap<String, Value>(arguments.getFieldsMap());
    function.call(new Call(provider.region(), token, arguments.getFieldsMap()), result);
    return Struct.newBuilder().putAllFields(result).build();
  }

  private static void callerIdentity(Call call, Map<String, Value> result) {
    put(result, "accountId", Regions.ACCOUNT);
    put(result, "arn", call.globalArn("iam", "user/portcullis"));
    put(result, "userId", "AIDA" + Digest.of(Regions.ACCOUNT).upper(17));
    put(result, "id", Regions.ACCOUNT);
  }

  private static void region(Call call, Map<String, Value> result) {
    var name = call.text("name");
    var region = name == null ? call.region() : name;
    put(result, "name", region);
    put(result, "id", region);
    put(result, "description", region);
    put(result, "endpoint", "ec2." + region + "." + Regions.dnsSuffix(region));
  }

  private static void partition(Call call, Map<String, Value> result) {
    var partition = Regions.partition(call.region());
    var suffix = Regions.dnsSuffix(call.region());
    put(result, "partition", partition);
    put(result, "id", partition);
    put(result, "dnsSuffix", suffix);
    put(result, "reverseDnsPrefix", suffix.endsWith(".cn") ? "cn.com.amazonaws" : "com.amazonaws");
  }

  private static void zones(Call call, Map<String, Value> result) {
    put(result, "id", call.region());
    result.put("names", texts(Regions.zones(call.region())));
    result.put("zoneIds", texts(Regions.zoneIds(call.region())));
    result.put("groupNames", texts(List.of(call.region())));
  }

  private static void policyDocument(Call call, Map<String, Value> result) {
    var arguments = Struct.newBuilder().putAllFields(call.arguments()).build();
    if (PolicyDocument.isUnknown(Value.newBuilder().setStructValue(arguments).build())) {
      List.of("json", "minifiedJson", "id").forEach(name -> result.put(name, Wire.unknown()));
      return;
    }
    var document = PolicyDocument.render(arguments);
    put(result, "json", PolicyDocument.indented(document));
    put(result, "minifiedJson", document.toString());
    put(result, "id", Digest.of(document.toString()).decimal(10));
  }

  /** Synthetic, but a secret all the same: the program must treat it as one. */
  private static void password(Call call, Map<String, Value> result) {
    var length = Wire.plain(call.arguments().getOrDefault("passwordLength", Wire.unknown()));
    int digits = length.hasNumberValue() ? (int) length.getNumberValue() : 32;
    var text = new StringBuilder("Aa1");
    for (int block = 0; text.length() < digits; block++) {
      text.append(Digest.of("password " + call.arguments() + block).lower(64));
    }
    result.put("randomPassword", Wire.secret(Wire.text(text.substring(0, digits))));
    put(result, "id", call.givenRegion() == null ? "password" : call.givenRegion());
  }

  private static void prefixList(Call call, Map<String, Value> result) {
    var id = call.text("prefixListId") == null ? call.text("id") : call.text("prefixListId");
    var name = id == null ? call.required("name") : call.text("name");
    var list = name == null ? String.valueOf(id) : SpecialOutputs.prefixList(name);
    var block = SpecialOutputs.prefixListBlock(name == null ? list : name);
    put(result, "id", list);
    if (name == null) {
      result.put("name", Wire.unknown());
    }
    result.put("cidrBlocks", texts(List.of(block)));
    if (call.token().contains("getManagedPrefixList")) {
      put(result, "arn", call.arn("ec2", "prefix-list/" + list));
      put(result, "ownerId", "AWS");
      put(result, "addressFamily", "IPv4");
      List.of("entries", "maxEntries", "version", "tags")
          .forEach(output -> result.put(output, Wire.unknown()));
      result.remove("cidrBlocks");
    }
  }

  private static void role(Call call, Map<String, Value> result) {
    var name = call.required("name");
    put(result, "id", name);
    put(result, "arn", call.globalArn("iam", "role/" + name));
    put(result, "uniqueId", "AROA" + Digest.of(name).upper(17));
    List.of(
            "assumeRolePolicy",
            "createDate",
            "description",
            "maxSessionDuration",
            "path",
            "permissionsBoundary",
            "roleLastUseds",
            "tags")
        .forEach(output -> result.putIfAbsent(output, Wire.unknown()));
  }

  private static void zone(Call call, Map<String, Value> result) {
    var given = call.text("zoneId");
    var name = given == null ? call.required("name") : call.text("name");
    var id = given == null ? "Z" + Digest.of("zone " + name).upper(19) : given;
    put(result, "zoneId", id);
    put(result, "id", id);
    put(result, "arn", "arn:aws:route53:::hostedzone/" + id);
    List.of(
            "name",
            "callerReference",
            "comment",
            "linkedServiceDescription",
            "linkedServicePrincipal",
            "nameServers",
            "primaryNameServer",
            "privateZone",
            "resourceRecordSetCount",
            "tags",
            "vpcId")
        .forEach(output -> result.putIfAbsent(output, Wire.unknown()));
  }

  private static void parameter(Call call, Map<String, Value> result) {
    var name = call.required("name");
    put(result, "id", name);
    put(result, "arn", call.arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name));
    List.of("type", "version", "insecureValue")
        .forEach(output -> result.putIfAbsent(output, Wire.unknown()));
    result.put("value", Wire.secret(Wire.unknown()));
  }

  private static void logAccount(Call call, Map<String, Value> result) {
    var account =
        Regions.logAccount(call.text("region") == null ? call.region() : call.required("region"));
    put(result, "id", account);
    put(result, "arn", "arn:" + Regions.partition(call.region()) + ":iam::" + account + ":root");
  }

  private static void loadBalancerZone(Call call, Map<String, Value> result) {
    put(result, "id", Regions.loadBalancerZone(call.region()));
  }

  private static void key(Call call, Map<String, Value> result) {
    var key = call.required("keyId");
    var id = Digest.of("key " + key).uuid();
    put(result, "id", id);
    put(result, "arn", call.arn("kms", "key/" + id));
    put(result, "awsAccountId", Regions.ACCOUNT);
    List.of("keyManager", "keySpec", "keyState", "keyUsage", "origin", "multiRegion", "enabled")
        .forEach(output -> result.put(output, Wire.unknown()));
  }

  private static void alias(Call call, Map<String, Value> result) {
    var name = call.required("name");
    var key = Digest.of("key " + name).uuid();
    put(result, "id", call.arn("kms", name));
    put(result, "arn", call.arn("kms", name));
    put(result, "targetKeyId", key);
    put(result, "targetKeyArn", call.arn("kms", "key/" + key));
  }

  private static Value texts(List<String> texts) {
    return SpecialOutputs.list(texts.stream().map(Wire::text).toList());
  }

  private static void put(Map<String, Value> result, String name, String text) {
    result.put(name, Wire.text(text));
  }
}
