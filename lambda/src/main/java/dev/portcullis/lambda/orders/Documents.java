package dev.portcullis.lambda.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.lambda.http.Problem;
import java.util.Optional;

/** A document for each version of an order. Both methods throw {@code store-unavailable}. */
interface Documents {

  /** Keeps the document of this version; what is there already stays as it is. */
  void keep(Order order) throws Problem;

  /** The document of a version; empty when it is not there, or not there yet. */
  Optional<JsonNode> find(String orderId, int version) throws Problem;
}
