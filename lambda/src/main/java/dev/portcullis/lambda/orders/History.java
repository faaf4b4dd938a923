package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import java.util.List;

/** What happened to orders. Both methods throw {@code store-unavailable}. */
interface History {

  /** Adds an event; the same one again changes nothing. */
  void add(Event event) throws Problem;

  /** Events of an order, the first one first. */
  List<Event> of(String orderId) throws Problem;
}
