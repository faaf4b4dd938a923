package dev.portcullis.lambda.payments;

import java.util.Currency;
import java.util.OptionalLong;

/** Limits that merchants have of their own. */
@FunctionalInterface
interface MerchantLimits {

  /**
   * The most that one payment to the merchant may be, in minor units; empty when it has no limit of
   * its own. Zero stops the merchant.
   *
   * @throws NotKnown when nobody says
   */
  OptionalLong find(String merchantId, Currency currency) throws NotKnown;

  /** Where the limits are does not answer. */
  final class NotKnown extends Exception {
    private static final long serialVersionUID = 1L;

    NotKnown(String kind, Throwable cause) {
      super(kind, cause);
    }
  }
}
