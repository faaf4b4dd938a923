package dev.portcullis.lambda.payments;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of a card or an account.
 *
 * @param kind which of the two
 * @param brand brand of the card, country of the account
 * @param lastFour the last four digits or letters
 * @param fingerprint 64 hexadecimal digits: the same for the same number in both regions, and
 *     nothing to anybody without the key
 */
record Method(Instrument.Kind kind, String brand, String lastFour, String fingerprint) {

  /** What callers, and those who hold a receipt, may see. */
  Map<String, Object> view() {
    var view = new TreeMap<String, Object>();
    view.put("kind", kind.text());
    view.put("brand", brand);
    view.put("lastFour", lastFour);
    return view;
  }
}
