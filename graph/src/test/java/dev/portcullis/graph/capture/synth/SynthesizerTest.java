package dev.portcullis.graph.capture.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynthesizerTest {
  private static final String REGION = "ap-south-2";
  private static final ProviderState PROVIDER = ProviderState.ambient(REGION);
  private static final Pattern ARN =
      Pattern.compile("arn:aws:[a-z0-9-]+:(|ap-south-2):(|000000000000|lambda):.+");
  private static final Pattern OTHER_PLACE =
      Pattern.compile(
          "(us|eu|ca|sa|cn|me|af)-(gov-)?(north|south|east|west|central)[a-z]*-[0-9]|(?<![0-9a-f-])(?!000000000000)[0-9]{12}(?![0-9a-f])");

  @Test
  void knowsEveryTypeOfTheProvider() {
    assertThat(Shapes.types()).hasSize(1539).containsAll(Rules.types());
  }

  @Test
  void neverAnswersAnotherAccountRegionOrABrokenArn() {
    var wrong = new TreeMap<String, String>();
    for (var type : Shapes.types()) {
      var state = create(type, Struct.getDefaultInstance());
      var values = new TreeMap<String, Value>(state.outputs().getFieldsMap());
      values.put("id", Wire.text(state.id()));
      values.forEach(
          (output, value) -> {
            var text = Wire.textOf(value);
            if (text == null || text.isEmpty()) {
              return;
            }
            boolean broken =
                text.startsWith("arn:")
                    && (!ARN.matcher(text).matches()
                        || text.contains("//")
                        || text.endsWith(":")
                        || text.endsWith("/"));
            if (broken || OTHER_PLACE.matcher(text).find()) {
              wrong.put(type + " " + output, text);
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void answersEveryOutputOfEveryType() {
    for (var type : Shapes.types()) {
      var shape = Shapes.of(type);
      var answer =
          Synthesizer.aws().complete(type, create(type, Struct.getDefaultInstance()).outputs());
      assertThat(answer.getFieldsMap().keySet())
          .as(type)
          .containsAll(shape.computed())
          .containsAll(shape.inputs());
    }
  }

  @Test
  void everyRuleNamesAnOutputOfItsType() {
    for (var type : Rules.types()) {
      var shape = Shapes.of(type);
      for (var rule : Rules.of(type)) {
        var outputs = new ArrayList<>(shape.computed());
        outputs.addAll(shape.inputs());
        outputs.add("id");
        assertThat(outputs).as(type).contains(rule.output());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws:ec2/vpc:Vpc|id|vpc-[0-9a-f]{17}",
        "aws:ec2/subnet:Subnet|arn|arn:aws:ec2:ap-south-2:000000000000:subnet/subnet-[0-9a-f]{17}",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule|id|sgr-[0-9a-f]{17}",
        "aws:ec2/eip:Eip|publicIp|203[.]0[.]113[.][0-9]{1,3}",
        "aws:ec2/launchTemplate:LaunchTemplate|id|lt-[0-9a-f]{17}",
        "aws:kms/key:Key|id|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "aws:kms/key:Key|arn|arn:aws:kms:ap-south-2:000000000000:key/[0-9a-f-]{36}",
        "aws:kms/alias:Alias|id|alias/x-[0-9a-f]{7}",
        "aws:iam/role:Role|arn|arn:aws:iam::000000000000:role/x-[0-9a-f]{7}",
        "aws:iam/role:Role|uniqueId|AROA[0-9A-F]{17}",
        "aws:iam/policy:Policy|id|arn:aws:iam::000000000000:policy/x-[0-9a-f]{7}",
        "aws:s3/bucketV2:BucketV2|arn|arn:aws:s3:::x-[0-9a-f]{7}",
        "aws:s3/bucketV2:BucketV2|bucketRegionalDomainName|x-[0-9a-f]{7}.s3.ap-south-2.amazonaws.com",
        "aws:rds/cluster:Cluster|endpoint|x-[0-9a-f]{7}.cluster-[0-9a-f]{12}.ap-south-2.rds.amazonaws.com",
        "aws:rds/cluster:Cluster|readerEndpoint|x-[0-9a-f]{7}.cluster-ro-[0-9a-f]{12}.ap-south-2.rds.amazonaws.com",
        "aws:rds/instance:Instance|id|db-[0-9A-F]{26}",
        "aws:secretsmanager/secret:Secret|arn|arn:aws:secretsmanager:ap-south-2:000000000000:secret:x-[0-9a-f]{7}-[0-9a-f]{6}",
        "aws:dynamodb/table:Table|streamArn|arn:aws:dynamodb:ap-south-2:000000000000:table/x-[0-9a-f]{7}/stream/2000-01-01T00:00:00.000",
        "aws:lambda/function:Function|invokeArn|arn:aws:apigateway:ap-south-2:lambda:path/2015-03-31/functions/arn:aws:lambda:ap-south-2:000000000000:function:x-[0-9a-f]{7}/invocations",
        "aws:lb/loadBalancer:LoadBalancer|arnSuffix|app/x-[0-9a-f]{7}/[0-9a-f]{16}",
        "aws:lb/loadBalancer:LoadBalancer|dnsName|x-[0-9a-f]{7}-[0-9]{10}.ap-south-2.elb.amazonaws.com",
        "aws:lb/targetGroup:TargetGroup|arnSuffix|targetgroup/x-[0-9a-f]{7}/[0-9a-f]{16}",
        "aws:acm/certificate:Certificate|arn|arn:aws:acm:ap-south-2:000000000000:certificate/[0-9a-f-]{36}",
        "aws:wafv2/webAcl:WebAcl|arn|arn:aws:wafv2:ap-south-2:000000000000:regional/webacl/x-[0-9a-f]{7}/[0-9a-f-]{36}",
        "aws:sns/topic:Topic|id|arn:aws:sns:ap-south-2:000000000000:x-[0-9a-f]{7}",
        "aws:sqs/queue:Queue|id|https://sqs.ap-south-2.amazonaws.com/000000000000/x-[0-9a-f]{7}",
        "aws:route53/zone:Zone|zoneId|Z[0-9A-F]{19}",
        "aws:route53/healthCheck:HealthCheck|id|[0-9a-f-]{36}",
        "aws:globalaccelerator/accelerator:Accelerator|dnsName|a[0-9a-f]{16}.awsglobalaccelerator.com",
        "aws:cloudtrail/trail:Trail|arn|arn:aws:cloudtrail:ap-south-2:000000000000:trail/x-[0-9a-f]{7}",
        "aws:cloudwatch/logGroup:LogGroup|arn|arn:aws:logs:ap-south-2:000000000000:log-group:x-[0-9a-f]{7}",
        "aws:cloudwatch/metricAlarm:MetricAlarm|arn|arn:aws:cloudwatch:ap-south-2:000000000000:alarm:x-[0-9a-f]{7}",
        "aws:cloudwatch/eventBus:EventBus|arn|arn:aws:events:ap-south-2:000000000000:event-bus/x-[0-9a-f]{7}",
        "aws:autoscaling/group:Group|arn|arn:aws:autoscaling:ap-south-2:000000000000:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName/x-[0-9a-f]{7}",
        "aws:backup/vault:Vault|arn|arn:aws:backup:ap-south-2:000000000000:backup-vault:x-[0-9a-f]{7}",
        "aws:apigateway/restApi:RestApi|executionArn|arn:aws:execute-api:ap-south-2:000000000000:[0-9a-f]{10}",
        "aws:ssm/parameter:Parameter|arn|arn:aws:ssm:ap-south-2:000000000000:parameter/x-[0-9a-f]{7}",
        "aws:ivs/playbackKeyPair:PlaybackKeyPair|arn|arn:aws:ivs:ap-south-2:000000000000:playback-key/x-[0-9a-f]{7}",
      })
  void answersInTheFormatOfTheService(String type, String output, String pattern) {
    var state = create(type, Struct.getDefaultInstance());
    var text =
        output.equals("id") ? state.id() : Wire.textOf(state.outputs().getFieldsMap().get(output));

    assertThat(text).matches(pattern);
  }

  @Test
  void buildsOnInputs() throws InvalidProtocolBufferException {
    var replica =
        create(
            "aws:dynamodb/tableReplica:TableReplica",
            struct(
                "{\"globalTableArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/orders\"}"));
    var listener =
        create(
            "aws:lb/listener:Listener",
            struct(
                "{\"loadBalancerArn\":\"arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/web/0123456789abcdef\"}"));
    var certificate =
        create(
            "aws:acm/certificate:Certificate",
            struct("{\"domainName\":\"a.example\",\"subjectAlternativeNames\":[\"*.a.example\"]}"));
    var validation =
        create(
            "aws:acm/certificateValidation:CertificateValidation",
            struct("{\"certificateArn\":\"c\"}"));
    var options =
        certificate.outputs().getFieldsMap().get("domainValidationOptions").getListValue();

    assertThat(replica.id()).isEqualTo("orders:us-east-1");
    assertThat(text(replica, "arn"))
        .isEqualTo("arn:aws:dynamodb:ap-south-2:000000000000:table/orders");
    assertThat(listener.id())
        .matches(
            "arn:aws:elasticloadbalancing:ap-south-2:000000000000:listener/app/web/0123456789abcdef/[0-9a-f]{16}");
    assertThat(options.getValuesList()).hasSize(2);
    assertThat(options.getValues(0).getStructValue().getFieldsMap().get("resourceRecordName"))
        .isEqualTo(options.getValues(1).getStructValue().getFieldsMap().get("resourceRecordName"));
    assertThat(text(validation, "certificateArn")).isEqualTo("c");
  }

  @Test
  void staysUnknownOrSecretWhereAnInputIs() throws InvalidProtocolBufferException {
    var unknown =
        create(
            "aws:sns/topic:Topic", Struct.newBuilder().putFields("name", Wire.unknown()).build());
    var secret =
        create(
            "aws:sns/topic:Topic",
            Struct.newBuilder().putFields("name", Wire.secret(Wire.text("n"))).build());

    assertThat(unknown.id()).isEmpty();
    assertThat(unknown.outputs().getFieldsMap().get("arn")).isEqualTo(Wire.unknown());
    assertThat(Wire.isSecret(secret.outputs().getFieldsMap().get("arn"))).isTrue();
  }

  @Test
  void rendersPolicyDocuments() throws InvalidProtocolBufferException {
    var result =
        invoke(
            "aws:iam/getPolicyDocument:getPolicyDocument",
            """
            {"statements":[
              {"sid":"One","actions":["s3:GetObject","s3:PutObject"],"resources":["arn:aws:s3:::b/*"],
               "principals":[{"type":"AWS","identifiers":["a","b"]},{"type":"Service","identifiers":["s"]}],
               "conditions":[{"test":"StringEquals","variable":"k","values":["v"]},
                             {"test":"StringEquals","variable":"l","values":["v","w"]}]},
              {"effect":"Deny","notActions":["iam:*"],"notResources":["*"],
               "notPrincipals":[{"type":"*","identifiers":["*"]}]}]}""");

    assertThat(Wire.textOf(result.getFieldsMap().get("minifiedJson")))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"One\",\"Effect\":\"Allow\","
                + "\"Action\":[\"s3:PutObject\",\"s3:GetObject\"],\"Resource\":\"arn:aws:s3:::b/*\","
                + "\"Principal\":{\"AWS\":[\"b\",\"a\"],\"Service\":\"s\"},"
                + "\"Condition\":{\"StringEquals\":{\"k\":\"v\",\"l\":[\"v\",\"w\"]}}},"
                + "{\"Effect\":\"Deny\",\"NotAction\":\"iam:*\",\"NotResource\":\"*\",\"NotPrincipal\":\"*\"}]}");
    assertThat(Wire.textOf(result.getFieldsMap().get("json")))
        .startsWith("{\n  \"Version\": \"2012-10-17\",\n");
  }

  @Test
  void answersFunctions() throws InvalidProtocolBufferException {
    var password =
        invoke("aws:secretsmanager/getRandomPassword:getRandomPassword", "{\"passwordLength\":20}");
    var zones = invoke("aws:index/getAvailabilityZones:getAvailabilityZones", "{}");

    assertThat(Wire.isSecret(password.getFieldsMap().get("randomPassword"))).isTrue();
    assertThat(Wire.textOf(password.getFieldsMap().get("randomPassword"))).hasSize(20);
    assertThat(zones.getFieldsMap().get("zoneIds").getListValue().getValues(0).getStringValue())
        .isEqualTo("aps2-az1");
    assertThat(
            Wire.textOf(invoke("aws:index/getRegion:getRegion", "{}").getFieldsMap().get("name")))
        .isEqualTo(REGION);
    assertThat(
            Wire.textOf(
                invoke("aws:index/getCallerIdentity:getCallerIdentity", "{}")
                    .getFieldsMap()
                    .get("accountId")))
        .isEqualTo("000000000000");
  }

  @Test
  void rejectsFunctionsItCannotAnswer() {
    assertThatThrownBy(() -> invoke("aws:ec2/getAmi:getAmi", "{}"))
        .isInstanceOf(UnknownFunctionException.class)
        .hasMessageContaining("cannot be answered offline");
    assertThatThrownBy(
            () ->
                Synthesizer.aws()
                    .invoke(
                        "aws:index/getRegion:getRegion",
                        ProviderState.ambient(null),
                        Struct.getDefaultInstance()))
        .isInstanceOf(UnknownFunctionException.class)
        .hasMessageContaining("needs a region");
  }

  private static Synthesizer.State create(String type, Struct inputs) {
    return Synthesizer.aws()
        .create("urn:pulumi:s::p::" + type + "::x", type, "x", PROVIDER, inputs);
  }

  private static Struct invoke(String token, String arguments)
      throws InvalidProtocolBufferException {
    return Synthesizer.aws().invoke(token, PROVIDER, struct(arguments));
  }

  private static Struct struct(String json) throws InvalidProtocolBufferException {
    var struct = Struct.newBuilder();
    JsonFormat.parser().merge(json, struct);
    return struct.build();
  }

  private static String text(Synthesizer.State state, String output) {
    return Wire.textOf(state.outputs().getFieldsMap().get(output));
  }
}
