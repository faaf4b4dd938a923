package dev.portcullis.lambda.payments;

/**
 * A payment whose every part makes sense by itself.
 *
 * @param paymentId a UUID the caller chose
 * @param merchantId who is paid
 * @param money how much, more than zero
 * @param instrument what is charged
 * @param repeatIntended whether a second payment of the same amount is no mistake
 */
record Wanted(
    String paymentId,
    String merchantId,
    Money money,
    Instrument instrument,
    boolean repeatIntended) {}
