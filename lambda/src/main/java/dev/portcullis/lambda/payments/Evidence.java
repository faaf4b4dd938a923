package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.objects.ImmutableObjects;
import dev.portcullis.lambda.platform.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Audit records and receipts as objects. Keys and bytes follow from the decision alone, and an
 * object is never written over: the same payment again leaves the same two objects.
 */
final class Evidence {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  private final ImmutableObjects objects;
  private final String auditBucket;
  private final String receiptsBucket;

  Evidence(S3Client client, String auditBucket, String receiptsBucket) {
    this.objects =
        new ImmutableObjects(
            client, "store of audit records and receipts", Retry.of(3, Duration.ofMillis(100)));
    this.auditBucket = auditBucket;
    this.receiptsBucket = receiptsBucket;
  }

  /** Where the receipt of a payment is, in the bucket of either region. */
  static String receiptKey(String paymentId) {
    return "receipts/" + paymentId + ".json";
  }

  /**
   * Keeps the audit record and the receipt; what is there already stays as it is.
   *
   * @throws Problem {@code store-unavailable}: sending the payment again completes them
   */
  void keep(Payment payment) throws Problem {
    objects.put(
        auditBucket,
        auditKey("payments", payment.acceptedAt(), payment.paymentId()),
        payment.audit());
    objects.put(receiptsBucket, receiptKey(payment.paymentId()), payment.receipt());
  }

  /**
   * Keeps the record of a refusal.
   *
   * @throws Problem {@code store-unavailable}: then it is not refused, it is not decided
   */
  void keep(Refusal refusal) throws Problem {
    objects.put(
        auditBucket,
        auditKey("refusals", refusal.refusedAt(), refusal.refusalId()),
        refusal.audit());
  }

  /**
   * The receipt of a payment, if it is in this region.
   *
   * @throws Problem {@code store-unavailable}
   */
  Optional<String> receipt(String paymentId) throws Problem {
    return objects.find(receiptsBucket, receiptKey(paymentId));
  }

  private static String auditKey(String kind, Instant at, String id) {
    return kind + "/" + DAY.format(at) + "/" + id + ".json";
  }
}
