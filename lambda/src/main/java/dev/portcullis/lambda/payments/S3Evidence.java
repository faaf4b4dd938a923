package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.platform.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Audit records and receipts as objects. Keys and bytes follow from the payment alone, and an
 * object is never written over: the same payment again leaves the same two objects.
 */
final class S3Evidence implements Evidence {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final String auditBucket;
  private final String receiptsBucket;

  S3Evidence(S3Client client, String auditBucket, String receiptsBucket) {
    this.client = client;
    this.auditBucket = auditBucket;
    this.receiptsBucket = receiptsBucket;
  }

  @Override
  public void keep(Payment payment) throws Problem {
    var audit = new TreeMap<String, Object>(receipt(payment));
    audit.put("event", "payment-accepted");
    audit.put("cardToken", payment.cardToken());
    audit.put("region", payment.region());
    put(
        auditBucket,
        "payments/" + DAY.format(payment.acceptedAt()) + "/" + payment.paymentId() + ".json",
        audit);
    put(receiptsBucket, "receipts/" + payment.paymentId() + ".json", receipt(payment));
  }

  private static Map<String, Object> receipt(Payment payment) {
    var receipt = new TreeMap<String, Object>();
    receipt.put("paymentId", payment.paymentId());
    receipt.put("merchantId", payment.merchantId());
    receipt.put("amountCents", payment.amountCents());
    receipt.put("currency", payment.currency());
    receipt.put("acceptedAt", payment.acceptedAt().toString());
    return receipt;
  }

  private void put(String bucket, String key, Map<String, Object> content) throws Problem {
    try {
      client.putObject(
          r -> r.bucket(bucket).key(key).ifNoneMatch("*").contentType("application/json"),
          RequestBody.fromString(Json.text(content)));
    } catch (S3Exception e) {
      if (e.statusCode() != PRECONDITION_FAILED) {
        throw unavailable(e);
      }
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  private static Problem unavailable(SdkException e) {
    return Problem.unavailable("store of audit records", e.getClass().getSimpleName(), e);
  }
}
