package dev.portcullis.sweep.offender;

import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.sweep.spark.SparkSweepMain;
import software.amazon.awssdk.services.s3.S3Client;

/** Breaks the arrows on purpose: ArchitectureTest shows that its rules object. */
final class SweepOffender {
  String knowsTooMuch(SparkSweepMain spark, S3Client client) {
    return BuiltInSystems.names().toString() + spark.hashCode() + client;
  }
}
